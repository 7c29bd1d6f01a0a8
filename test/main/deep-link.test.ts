import { beforeEach, describe, expect, test, vi } from 'vitest';
import { linkTo, pageAddress } from '../../electron/contract/page-address.ts';
import { claimLinks, looksLikeLink, parseLink } from '../../electron/main/deep-link.ts';
import { addressOf, routeOfAddress } from '../../renderer/state/address.ts';
import type { Route } from '../../renderer/state/route.ts';
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

  test.each<Route>([
    { view: 'overview' },
    { view: 'overview', query: 'search=is%3Adown+%22shop+api%22+%28eu%29+%23%C3%BC&sort=name' },
    { view: 'monitor', id: 'shop-api' },
    { view: 'monitor', id: 'shop-api', query: 'chart=phases&range=7d' },
    { view: 'edit-monitor', id: 'shop-api' },
    { view: 'new-monitor', kind: 'dns', copyOf: null },
    { view: 'new-monitor', kind: 'http', copyOf: 'shop-api' },
    { view: 'incidents' },
    { view: 'incidents', query: 'period=2026-10&sort=length' },
    { view: 'incident', id: 7 },
    { view: 'alerts' },
    { view: 'alerts', section: 'deliveries', query: 'status=failed' },
    { view: 'alerts', section: 'deliveries', delivery: 12 },
    { view: 'settings', section: 'commandLine' },
    { view: 'discovery' },
  ])('to %j opens it, with or without the slash', (route) => {
    const link = linkTo(addressOf(route));
    for (const text of [link, link.includes('?') ? link.replace('?', '/?') : `${link}/`]) {
      const place = parseLink(text);
      expect(place?.view).toBe('linked');
      expect(place === null ? null : routeOfAddress(pageAddress(place))).toEqual(route);
    }
  });

  test('can be typed with a search', () => {
    expect(parseLink('vigilmon://overview?search=is:down')).toEqual({
      view: 'linked',
      address: '#/overview?search=is:down',
    });
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
    'vigilmon://',
    'vigilmon://token=abc',
    'vigilmon://palette',
    'vigilmon://monitors/a/b/c',
    'vigilmon://monitors/../settings',
    'vigilmon://monitors/%2e%2e/settings',
    'vigilmon://monitors//a',
    'vigilmon://overview#/settings',
    'vigilmon://overview?search=a b',
    'vigilmon://overview?search="a"',
    'vigilmon://overview?search=a\n',
    'vigilmon://overview?a?b',
    `vigilmon://overview?${'a'.repeat(1_001)}`,
    'vigilmon://user@overview',
    'vigilmon://overview:80',
    'vigilmon://overviews',
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
