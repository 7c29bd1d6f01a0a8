import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { NativeNotification } from '../../../electron/engine/ports.ts';
import { createElectronNotifier, identifierOf } from '../../../electron/main/notifications/electron-notifier.ts';
import { openShownNotifications } from '../../../electron/main/notifications/shown-notifications.ts';
import { Notification } from '../../support/fake-electron.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

const down: NativeNotification = {
  tag: 'incident:12',
  title: 'Shop API is down',
  body: 'status 503, expected 200',
  monitorId: 'shop-api',
  presence: 'lasting',
  alert: { event: 'down', incidentId: 12 },
};

beforeEach(() => {
  Notification.made.length = 0;
  Notification.removed.length = 0;
  Notification.history = [];
  Notification.supported = true;
  Notification.outcome = 'shows';
});

function setup(platform: NodeJS.Platform = 'darwin', dataDirectory = tempDirectory(onTestFinished)) {
  const clock = manualClock();
  const logger = recordedLog();
  const done: (readonly unknown[])[] = [];
  const acknowledged: (readonly unknown[])[] = [];
  const notifier = createElectronNotifier({
    platform,
    clock,
    logger,
    shown: openShownNotifications(dataDirectory, logger),
    buttons: { acknowledge: 'Acknowledge', mute: 'Mute for 1 hour', acknowledgeAll: 'Acknowledge all' },
    onAction: (action, { monitorId, alert, parts }) => {
      if (parts.length > 0) acknowledged.push([action, ...parts.map((part) => part.monitorId)]);
      else done.push([action, monitorId, alert?.incidentId ?? null]);
    },
  });
  return { clock, notifier, done, acknowledged, dataDirectory };
}

test('a click opens its monitor, and its buttons acknowledge and mute', async () => {
  const { notifier, done } = setup();
  expect(await notifier.show(down)).toBe('Electron');
  const [made] = Notification.made;
  expect(made?.options.actions).toEqual([
    { type: 'button', text: 'Acknowledge' },
    { type: 'button', text: 'Mute for 1 hour' },
  ]);
  made?.emit('click');
  made?.press(0);
  made?.press(1);
  expect(done).toEqual([
    ['open', 'shop-api', 12],
    ['acknowledge', 'shop-api', 12],
    ['mute', 'shop-api', 12],
  ]);
});

test('only one that is to last until it is closed never times out', async () => {
  const { notifier } = setup('win32');
  for (const presence of ['lasting', 'normal', 'quiet'] as const) await notifier.show({ ...down, presence });
  expect(Notification.made.map(({ options }) => options.timeoutType)).toEqual(['never', 'default', 'default']);
});

test('only outages have buttons', async () => {
  const { notifier } = setup();
  await notifier.show({ ...down, alert: { event: 'recovered', incidentId: 12 } });
  await notifier.show({ ...down, alert: { event: 'degraded', incidentId: null } });
  await notifier.show({ ...down, alert: undefined });
  expect(Notification.made.map(({ options }) => options.actions)).toEqual([[], [], []]);
});

test('several outages are acknowledged by one button, those that have ended since left out', async () => {
  const { notifier, acknowledged } = setup('win32');
  const parts = [12, 13].map((incidentId) => {
    return { monitorId: `site-${String(incidentId)}`, alert: { event: 'down' as const, incidentId } };
  });
  await notifier.show({ ...down, tag: 'group', monitorId: null, alert: undefined, parts });
  const [made] = Notification.made;
  expect(made?.options.actions).toEqual([{ type: 'button', text: 'Acknowledge all' }]);
  notifier.withdraw(({ monitorId }) => monitorId === 'site-12');
  expect(made?.isClosed).toBe(false);
  made?.press(0);
  expect(acknowledged).toEqual([['acknowledgeAll', 'site-13']]);
  notifier.withdraw(({ monitorId }) => monitorId === 'site-13');
  expect(made?.isClosed).toBe(true);
});

test('one tag is one identifier, also of the next start, so that the system replaces the earlier one', async () => {
  const first = setup();
  await first.notifier.show(down);
  const second = setup('darwin', first.dataDirectory);
  await second.notifier.show({ ...down, title: 'Shop API is up again' });
  await second.notifier.show({ ...down, tag: 'incident:13' });
  const [one, two, other] = Notification.made.map(({ id }) => id);
  expect(two).toBe(one);
  expect(other).not.toBe(one);
  expect(one).toMatch(/^[0-9a-f]{1,64}$/);
});

test('macOS: one of an earlier start still opens its monitor, and is withdrawn by its identifier', async () => {
  const first = setup();
  await first.notifier.show(down);
  Notification.history = [new Notification({ id: identifierOf('incident:12') }), new Notification({ id: 'foreign' })];
  const second = setup('darwin', first.dataDirectory);
  await vi.waitFor(() => expect(Notification.history[0]?.listenerCount('click')).toBe(1));
  for (const earlier of Notification.history) earlier.emit('click');
  expect(second.done).toEqual([['open', 'shop-api', 12]]);
  second.notifier.withdraw(({ monitorId }) => monitorId === 'shop-api');
  expect(Notification.removed).toEqual([identifierOf('incident:12')]);
});

test('Windows: an activation of an earlier start is answered, and one of this start only once', async () => {
  const first = setup('win32');
  await first.notifier.show(down);
  const second = setup('win32', first.dataDirectory);
  const activation = { type: 'action', arguments: `action&tag=${identifierOf('incident:12')}`, actionIndex: 0 };
  Notification.activate(activation);
  expect(second.done).toEqual([['acknowledge', 'shop-api', 12]]);
  await second.notifier.show(down);
  Notification.activate(activation);
  expect(second.done).toHaveLength(1);
});

test('Windows: one of this start is closed when it is withdrawn', async () => {
  const { notifier } = setup('win32');
  await notifier.show(down);
  await notifier.show({ ...down, tag: 'incident:13', monitorId: 'mailer' });
  notifier.withdraw(({ monitorId }) => monitorId === 'shop-api');
  expect(Notification.made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

test('a system that refuses it, as macOS does for an unsigned program, says why', async () => {
  Notification.outcome = 'fails';
  const why = [{ code: 'failed', facts: { program: null, text: 'not allowed' } }];
  await expect(setup().notifier.show(down)).rejects.toMatchObject({ why });
});

test('a system without notifications is asked for none', async () => {
  Notification.supported = false;
  await expect(setup().notifier.show(down)).rejects.toMatchObject({ why: [{ code: 'unsupported' }] });
  expect(Notification.made).toEqual([]);
});

test('a system that does not respond is not waited for, and a late notification is closed', async () => {
  Notification.outcome = 'is silent';
  const { notifier, clock } = setup();
  const rejected = expect(notifier.show(down)).rejects.toMatchObject({ why: [{ code: 'unconfirmed' }] });
  await clock.advance(10_000);
  await rejected;
  expect(Notification.made[0]?.isClosed).toBe(true);
});
