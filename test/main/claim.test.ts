import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { PagePlace } from '../../electron/contract/page-address.ts';
import { claimDataDirectory, onAsked } from '../../electron/main/claim.ts';
import { app, FakeEvent } from '../support/fake-electron.ts';
import { tempDirectory } from '../support/temp-directory.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  app.removeAllListeners();
});

function asked(): { readonly opened: (PagePlace | 'window')[]; readonly startAgain: (...argv: unknown[]) => void } {
  const opened: (PagePlace | 'window')[] = [];
  onAsked((place) => void opened.push(place ?? 'window'));
  return {
    opened,
    startAgain: (...argv) => void app.emit('second-instance', {}, ['vigilmon', '--hidden'], '/', { argv }),
  };
}

test('a start on a data directory in use passes its arguments on and exits, leaving nothing behind', () => {
  const directory = tempDirectory(onTestFinished);
  const { argv } = process;
  onTestFinished(() => void (process.argv = argv));
  process.argv = ['vigilmon', '--data', directory, '--hidden'];
  app.exitCodes.length = 0;
  app.takenDirectories.set(join(directory, 'window'), null);
  expect(claimDataDirectory()).toBeNull();
  expect(app.exitCodes).toEqual([0]);
  expect(app.takenDirectories.get(join(directory, 'window'))).toEqual({ argv: ['--data', directory, '--hidden'] });
  expect(readdirSync(directory)).toEqual(['window']);
  app.takenDirectories.clear();
  expect(claimDataDirectory()).toMatchObject({ dataDirectory: directory, opens: null });
  expect(app.exitCodes).toEqual([0]);
});

test('a second start shows the window, unless it is hidden', () => {
  const { opened, startAgain } = asked();
  startAgain('/opt/vigilmon', '--data', '/srv/v');
  startAgain('--hidden');
  expect(opened).toEqual(['window']);
});

test('a second start with a link shows its monitor', () => {
  const { opened, startAgain } = asked();
  startAgain('--', 'vigilmon://monitor/shop-api');
  expect(opened).toEqual([{ view: 'monitor', id: 'shop-api' }]);
});

test('a hostile link shows nothing, and what follows it is ignored', () => {
  const { opened, startAgain } = asked();
  startAgain('vigilmon://monitor/../x');
  startAgain('vigilmon://quit', 'vigilmon://monitor/shop-api');
  startAgain('vigilmon://monitor/shop-api', '--port', 'x');
  expect(opened).toEqual([{ view: 'monitor', id: 'shop-api' }]);
});

test('a second start with invalid data shows the window', () => {
  const { opened, startAgain } = asked();
  startAgain(7, null);
  expect(opened).toEqual(['window']);
});

test('macOS delivers links by an event of their own, and requests the window from the Dock', () => {
  const { opened } = asked();
  const event = new FakeEvent();
  app.emit('open-url', event, 'vigilmon://monitor/mailer');
  app.emit('open-url', new FakeEvent(), 'vigilmon://evil');
  app.emit('activate');
  expect([opened, event.defaultPrevented]).toEqual([[{ view: 'monitor', id: 'mailer' }, 'window'], true]);
});
