import { expect, onTestFinished, test } from 'vitest';
import type { NativeNotification } from '../../../electron/engine/ports.ts';
import { createBusNotifier } from '../../../electron/main/linux/bus-notifier.ts';
import type { SessionBus } from '../../../electron/main/linux/session-bus.ts';
import { openShownNotifications } from '../../../electron/main/notifications/shown-notifications.ts';
import { openNotificationsService } from '../../support/notifications-service.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { desktopBus } from './desktop-bus.ts';

const onLinux = test.runIf(process.platform === 'linux');

const down: NativeNotification = {
  tag: 'incident:12',
  title: 'Shop API is down',
  body: 'status 503, expected 200',
  monitorId: 'shop-api',
  presence: 'lasting',
  alert: { event: 'down', incidentId: 12 },
};
const recovered: NativeNotification = {
  ...down,
  title: 'Shop API is up again',
  presence: 'normal',
  alert: { event: 'recovered', incidentId: 12 },
};

/** A start of the application on this data directory. */
function start(bus: SessionBus | null, dataDirectory = tempDirectory(onTestFinished)) {
  const logger = recordedLog();
  const done: (readonly unknown[])[] = [];
  const shown = openShownNotifications(dataDirectory, logger);
  const notifier = createBusNotifier({
    opening: Promise.resolve(bus),
    shown,
    buttons: { acknowledge: 'Acknowledge', mute: 'Mute for 1 hour', acknowledgeAll: 'Acknowledge all' },
    onAction: (action, { monitorId, alert }) => void done.push([action, monitorId, alert?.incidentId ?? null]),
    icon: 'vigilmon',
    logger,
  });
  return { notifier, shown, done, logger, dataDirectory };
}

onLinux('an outage stays until it is closed, has buttons, and does not override do-not-disturb', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  const { notifier } = start(bus);
  expect(await notifier.show(down)).toBe('test daemon');
  const [shown] = daemon.shown.values();
  expect(shown).toMatchObject({
    title: 'Shop API is down',
    body: 'status 503, expected 200',
    actions: ['default', '', 'acknowledge', 'Acknowledge', 'mute', 'Mute for 1 hour'],
    hints: { 'desktop-entry': 'vigilmon', urgency: 1 },
    timeoutMs: 0,
  });
});

onLinux('text from outside stays text on a desktop that interprets markup, and on one that does not', async () => {
  const bodies: string[] = [];
  for (const capabilities of [['body', 'body-markup'], ['body']]) {
    const { started, bus } = await desktopBus();
    const daemon = await openNotificationsService(started.connection, { capabilities });
    await start(bus).notifier.show({ ...down, body: 'body is "<b>& <a href=x>"' });
    for (const { body } of daemon.shown.values()) bodies.push(body);
  }
  expect(bodies).toEqual(['body is "&lt;b&gt;&amp; &lt;a href=x&gt;"', 'body is "<b>& <a href=x>"']);
});

onLinux('one that is not urgent makes no sound and closes by itself', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  await start(bus).notifier.show({ ...down, presence: 'quiet', alert: undefined });
  expect(Array.from(daemon.shown.values())).toMatchObject([
    { actions: ['default', ''], hints: { urgency: 0, 'suppress-sound': true }, timeoutMs: -1 },
  ]);
});

onLinux('a recovery replaces the outage that an earlier start has shown', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  const first = start(bus);
  await first.notifier.show(down);
  const second = start(bus, first.dataDirectory);
  await second.notifier.show(recovered);
  expect(Array.from(daemon.shown.values(), ({ title }) => title)).toEqual(['Shop API is up again']);
});

onLinux('the numbers of an earlier desktop session are not used in the next one', async () => {
  const before = await desktopBus();
  await openNotificationsService(before.started.connection);
  const first = start(before.bus);
  await first.notifier.show(down);
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  // Of another program, with the same number.
  await start(bus).notifier.show({ ...down, title: 'You have mail' });
  await start(bus, first.dataDirectory).notifier.show(recovered);
  expect(Array.from(daemon.shown.values(), ({ title }) => title)).toEqual(['You have mail', 'Shop API is up again']);
});

onLinux('a click opens the monitor and buttons act, also on one of an earlier start', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  const first = start(bus);
  await first.notifier.show(down);
  await first.notifier.show({ ...down, tag: 'incident:13', alert: { event: 'down', incidentId: 13 } });
  const second = start(bus, first.dataDirectory);
  await second.notifier.show({ ...recovered, tag: 'incident:14' });
  const [acknowledged, muted, clicked] = Array.from(daemon.shown.keys());
  if (acknowledged === undefined || muted === undefined || clicked === undefined) throw new Error('not shown');
  daemon.invoke(acknowledged, 'acknowledge');
  daemon.invoke(muted, 'mute');
  daemon.invoke(clicked, 'default');
  daemon.invoke(999, 'default');
  await expect
    .poll(() => second.done)
    .toEqual([
      ['acknowledge', 'shop-api', 12],
      ['mute', 'shop-api', 13],
      ['open', 'shop-api', 12],
    ]);
  // Closed by the user: the next one with this tag is a new one.
  await expect.poll(() => second.shown.all()).toEqual([]);
});

onLinux('what is over is withdrawn, and nothing else', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  const { notifier, shown } = start(bus);
  await notifier.show(down);
  await notifier.show({ ...down, tag: 'incident:13', title: 'Mailer is down', monitorId: 'mailer' });
  notifier.withdraw(({ monitorId }) => monitorId === 'shop-api');
  await expect.poll(() => Array.from(daemon.shown.values(), ({ title }) => title)).toEqual(['Mailer is down']);
  expect(shown.all()).toHaveLength(1);
});

onLinux('several outages have one button, and are withdrawn together by a later start', async () => {
  const { started, bus } = await desktopBus();
  const daemon = await openNotificationsService(started.connection);
  const first = start(bus);
  const parts = ['shop-api', 'mailer'].map((monitorId, index) => {
    return { monitorId, alert: { event: 'down' as const, incidentId: 12 + index } };
  });
  await first.notifier.show({ ...down, tag: 'group', monitorId: null, alert: undefined, parts });
  expect(Array.from(daemon.shown.values())).toMatchObject([
    { actions: ['default', '', 'acknowledgeAll', 'Acknowledge all'] },
  ]);
  first.notifier.withdraw(({ monitorId }) => monitorId === 'mailer');
  await expect.poll(() => first.shown.all()).toMatchObject([{ parts: [{ monitorId: 'shop-api' }] }]);
  expect(daemon.shown.size).toBe(1);
  start(bus, first.dataDirectory).notifier.withdraw(({ monitorId }) => monitorId === 'shop-api');
  await expect.poll(() => daemon.shown.size).toBe(0);
});

onLinux('a bus without a notification daemon says so', async () => {
  const { bus } = await desktopBus();
  await expect(start(bus).notifier.show(down)).rejects.toMatchObject({ why: [{ code: 'nothing-running' }] });
});

test('a desktop without a session bus shows none', async () => {
  const { notifier } = start(null);
  notifier.withdraw(() => true);
  await expect(notifier.show(down)).rejects.toMatchObject({ why: [{ code: 'unsupported' }] });
});
