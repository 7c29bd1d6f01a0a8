import { beforeEach, describe, expect, test, vi } from 'vitest';
import { claimLinks, looksLikeLink, parseLink } from '../../electron/main/deep-link.ts';
import { app } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.linkHandler = null;
});

describe('a link', () => {
  test('names a monitor, with or without the slash that some systems append', () => {
    const place = { view: 'monitor', id: 'shop-api' };
    expect(parseLink('vigilmon://monitor/shop-api')).toEqual(place);
    expect(parseLink('vigilmon://monitor/shop-api/')).toEqual(place);
  });

  test.each([
    'vigilmon://monitor/',
    'vigilmon://monitor/../settings',
    'vigilmon://monitor/a/b',
    'vigilmon://monitor/a?x=1',
    'vigilmon://monitor/a#/settings',
    'vigilmon://monitor/%2e%2e',
    'vigilmon://monitor/Shop',
    `vigilmon://monitor/${'a'.repeat(65)}`,
    'vigilmon://monitor/a\n',
    'vigilmon://monitor/a --data /tmp/other',
    'vigilmon://user@monitor/a',
    'vigilmon://monitor:80/a',
    'vigilmon://delete/a',
    'vigilmon:monitor/a',
    'VIGILMON://monitor/a',
    'javascript:alert(1)',
    'https://monitor/a',
    'vigilmon://monitor/<script>',
    '',
  ])('%j is none', (text) => {
    expect(parseLink(text)).toBeNull();
  });

  test('is recognized by its scheme in any spelling, so that none passes as an option', () => {
    expect(['vigilmon://x', 'VigilMon:x', 'vigilmon', '--vigilmon:', 'x vigilmon:'].map(looksLikeLink)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('registration', () => {
  test('registers the packaged program for links, with nothing in them read as a switch', () => {
    claimLinks('win32', true);
    expect(app.linkHandler).toEqual(['vigilmon', process.execPath, ['--']]);
  });

  test("registers nothing on Linux, where the package's entry does it, nor from a developer's checkout", () => {
    claimLinks('linux', true);
    claimLinks('darwin', false);
    expect(app.linkHandler).toBeNull();
  });
});
