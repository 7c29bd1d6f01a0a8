import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { NativeNotification } from '../../../electron/engine/ports.ts';
import { openShownNotifications } from '../../../electron/main/notifications/shown-notifications.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

const note = (tag: string): NativeNotification => {
  return { tag, title: 'Down', body: '', monitorId: 'shop', presence: 'normal' };
};

test('what is shown is known to the next start, from a private file', () => {
  const directory = tempDirectory(onTestFinished);
  const first = openShownNotifications(directory, recordedLog());
  first.moveTo('bus 1');
  first.add({ ...note('a'), alert: { event: 'down', incidentId: 3 } }, 7);
  first.add(note('b'), 8);
  first.add(note('b'), 9);
  first.remove('c');
  const next = openShownNotifications(directory, recordedLog());
  expect(next.all()).toEqual([
    { tag: 'a', monitorId: 'shop', alert: { event: 'down', incidentId: 3 }, parts: [], number: 7 },
    { tag: 'b', monitorId: 'shop', alert: null, parts: [], number: 9 },
  ]);
  expect(statSync(join(directory, 'notifications.json')).mode & 0o777).toBe(0o600);
});

test('one about several monitors is over once all of them are, in whichever start', () => {
  const directory = tempDirectory(onTestFinished);
  const opened = () => openShownNotifications(directory, recordedLog());
  const member = (monitorId: string, event: 'down' | 'recovered' = 'down') => {
    return { monitorId, alert: { event, incidentId: 3 } };
  };
  opened().add(
    { ...note('a'), monitorId: null, parts: [member('shop'), member('mailer'), member('wiki', 'recovered')] },
    7,
  );
  const ends =
    (...ids: readonly string[]) =>
    ({ monitorId }: { readonly monitorId: string | null }): boolean =>
      ids.includes(monitorId ?? '');
  expect(opened().removeOver(ends('shop'))).toEqual([]);
  expect(opened().removeOver(ends('shop'))).toEqual([]);
  expect(opened().all()).toMatchObject([{ parts: [{ monitorId: 'mailer' }, { monitorId: 'wiki' }] }]);
  expect(opened().removeOver(ends('mailer'))).toMatchObject([{ tag: 'a', number: 7 }]);
  expect(opened().all()).toEqual([]);
});

test('one about several recoveries stays until it is closed', () => {
  const shown = openShownNotifications(tempDirectory(onTestFinished), recordedLog());
  const parts = ['shop', 'mailer'].map((monitorId) => {
    return { monitorId, alert: { event: 'recovered' as const, incidentId: 3 } };
  });
  shown.add({ ...note('a'), monitorId: null, parts }, 7);
  expect(shown.removeOver(() => false)).toEqual([]);
  expect(shown.removeOver(({ monitorId }) => monitorId === 'shop')).toEqual([]);
  expect(shown.all()).toHaveLength(1);
});

test('what an earlier version has kept is known', () => {
  const directory = tempDirectory(onTestFinished);
  const kept = { tag: 'a', monitorId: 'shop', alert: null, number: 7 };
  writeFileSync(join(directory, 'notifications.json'), JSON.stringify({ place: 'bus 1', shown: [kept] }));
  expect(openShownNotifications(directory, recordedLog()).all()).toEqual([{ ...kept, parts: [] }]);
});

test('the numbers of another desktop session are forgotten', () => {
  const directory = tempDirectory(onTestFinished);
  const shown = openShownNotifications(directory, recordedLog());
  shown.moveTo('bus 1');
  shown.add(note('a'), 7);
  shown.moveTo('bus 1');
  expect(shown.all()).toHaveLength(1);
  shown.moveTo('bus 2');
  expect(shown.all()).toEqual([]);
  expect(openShownNotifications(directory, recordedLog()).all()).toEqual([]);
});

test('the oldest are forgotten beyond a hundred', () => {
  const shown = openShownNotifications(tempDirectory(onTestFinished), recordedLog());
  for (let at = 0; at < 120; at += 1) shown.add(note(String(at)), at);
  expect([shown.all().length, shown.all()[0]?.tag]).toEqual([100, '20']);
});

test.each(['', '{', '[]', '{"place":7}'])('a file that contains %j counts as none', (text) => {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, 'notifications.json'), text);
  expect(openShownNotifications(directory, recordedLog()).all()).toEqual([]);
});

test('a failed write is logged', () => {
  const log = recordedLog();
  const shown = openShownNotifications('/nonexistent/vigilmon', log);
  shown.add(note('a'), 7);
  expect([shown.all().length, log.lines]).toEqual([1, ['warn: which notifications are shown could not be kept']]);
});
