import { beforeEach, describe, expect, it } from 'vitest';
import type { NotificationPayload } from '../../../electron/engine/notifications/payload.ts';
import { openRecorder } from '../../../electron/engine/incidents/recorder.ts';
import { openAlertConfig } from '../../../electron/engine/notifications/alert-config.ts';
import type { JournaledStore } from '../../../electron/engine/recording/journaled-store.ts';
import { openRecording, type Recording } from '../../../electron/engine/recording/recording.ts';
import type { StoreTrouble } from '../../../electron/contract/refusal.ts';
import type { OpenedStore } from '../../../electron/engine/store/database.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.ts';
import {
  addMonitor,
  alertPayload,
  midnight,
  newAlert,
  newIncident,
  openTestStore,
  passingCheck,
} from '../store/fixtures.ts';
import { recentChecks } from '../../../electron/contract/model/recent-checks.ts';
import type { MonitorRecord } from '../../../electron/engine/store/monitor-repository.ts';
import type { NewPing } from '../../../electron/engine/store/ping-repository.ts';

let clock: ManualClock;
let log: RecordedLog;
let disk: OpenedStore;
let monitor: MonitorRecord;
let recording: Recording;
let store: JournaledStore;
let trouble: StoreTrouble | null;
let news: unknown[];

const ping: NewPing = {
  at: midnight,
  kind: 'success',
  exitCode: 0,
  runId: null,
  runTime: null,
  body: 'done',
  remoteAddress: '127.0.0.1',
  userAgent: 'test',
};

beforeEach(async () => {
  clock = manualClock(midnight);
  log = recordedLog();
  disk = await openTestStore();
  monitor = addMonitor(disk);
  trouble = null;
  news = [];
  const transaction: Store['transaction'] = (body) => {
    if (trouble !== null) throw new StoreError(trouble, 'by the test');
    return disk.transaction(body);
  };
  recording = openRecording({
    store: { ...disk, transaction },
    clock,
    logger: log,
    onRefused: (kind) => news.push(kind),
    onRecovered: (dropped) => news.push(dropped),
  });
  store = recording.journaled;
});

const nothingDropped = { check: 0, evidence: 0, ping: 0 };
const send = (id: number): void => {
  const attempt = { at: midnight, tookMs: 1, accepted: true, answer: { code: 'said', facts: { text: 'ok' } } } as const;
  store.outbox.recordAttempt(id, attempt, { status: 'sent', nextAttemptAt: null });
};

/** An incident with its alert, as it is committed. */
function goDown(): { readonly incidentId: number; readonly alertIds: readonly number[] } {
  return store.transaction(() => {
    store.monitors.saveTracking(monitor.key, { ...monitor.tracking, state: 'down', since: midnight });
    store.spans.begin(monitor.stream, 'down', midnight);
    const { id } = store.incidents.open(newIncident(monitor, midnight));
    const alert = { ...newAlert(`incident:${String(id)}`), incidentId: id };
    return { incidentId: id, alertIds: store.outbox.add([alert], midnight) };
  });
}

describe('while the disk takes writes', () => {
  it('everything is on disk at once', () => {
    const { incidentId } = goDown();
    expect(disk.incidents.find(incidentId)).not.toBeNull();
    expect(recording.settled()).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('a write that is not journaled does not compile', () => {
    // @ts-expect-error A mute of the user is refused when it cannot be kept.
    expect(store.mutes.replace).toBeUndefined();
    // @ts-expect-error Likewise a new monitor.
    expect(store.monitors.insert).toBeUndefined();
    // @ts-expect-error The settings are the user's.
    expect(store.settings).toBeUndefined();
  });

  it('a bug is thrown, and changes nothing', () => {
    const failing = (): void =>
      store.transaction(() => {
        store.pings.append(monitor.key, ping);
        throw new Error('a bug');
      });
    expect(failing).toThrow('a bug');
    expect(disk.pings.recent(monitor.key, 9)).toEqual([]);
    expect(recording.isRefused()).toBe(false);
  });
});

describe.each(['full', 'busy', 'readonly', 'disk'] as const)('while the disk refuses (%s)', (kind) => {
  beforeEach(() => {
    trouble = kind;
  });

  it('state, incident and alert go on in memory, and are written with the same ids', async () => {
    const { incidentId, alertIds } = goDown();
    expect(disk.incidents.openOnes()).toEqual([]);
    expect(store.incidents.find(incidentId)).toMatchObject({ endedAt: null });
    expect(store.outbox.due(midnight, 9).map(({ id }) => id)).toEqual(alertIds);
    for (const id of alertIds) send(id);
    store.incidents.close(incidentId, midnight + 5_000);
    store.checks.append([{ stream: monitor.stream, check: passingCheck(midnight + 5_000) }]);

    trouble = null;
    await clock.advance(2_000);
    expect(disk.incidents.find(incidentId)).toMatchObject({ endedAt: midnight + 5_000 });
    expect(alertIds.map((id) => disk.outbox.find(id))).toMatchObject([
      { status: 'sent', attempts: [{ accepted: true }] },
    ]);
    expect(recentChecks(disk.checks.recent(monitor.stream, 9))).toHaveLength(1);
    expect(disk.spans.current(monitor.stream)).toMatchObject({ state: 'down', from: midnight });
    expect(disk.monitors.all()).toMatchObject([{ tracking: { state: 'down' } }]);
    expect(news).toEqual([kind, nothingDropped]);
    expect(recording.isRefused()).toBe(false);
  });
});

describe('while the disk is full', () => {
  it('an alert that waits on disk is sent from memory, and is not sent again', async () => {
    const { alertIds } = goDown();
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    expect(store.outbox.due(midnight, 9).map(({ id }) => id)).toEqual(alertIds);
    for (const id of alertIds) send(id);
    expect(store.outbox.due(midnight, 9)).toEqual([]);
    trouble = null;
    await clock.advance(2_000);
    expect(disk.outbox.due(midnight, 9)).toEqual([]);
  });

  it('what begins has the ids that it gets on disk, also where the last before it has ended and an older one has not', async () => {
    const other = addMonitor(disk, 'other');
    goDown();
    const ended = disk.incidents.open(newIncident(other, midnight));
    disk.outbox.add([newAlert('incident:2')], midnight).forEach((id) => disk.outbox.setStatus(id, 'cancelled'));
    disk.incidents.close(ended.id, midnight + 1);
    trouble = 'full';
    const { id } = store.incidents.open(newIncident(other, midnight + 2));
    const alerts = store.outbox.add([newAlert(`incident:${String(id)}`)], midnight + 2);
    store.incidents.close(id, midnight + 3);
    for (const alert of alerts) send(alert);
    trouble = null;
    await clock.advance(2_000);
    const { items } = disk.incidents.page({ monitorId: 'other', limit: 9 });
    expect(items.map(({ id: known, endedAt }) => [known, endedAt])).toEqual([
      [id, midnight + 3],
      [ended.id, midnight + 1],
    ]);
    expect(disk.outbox.page({ limit: 9 }).items.map(({ status }) => status)).toEqual(['sent', 'cancelled', 'pending']);
  });

  it('those who were notified before are known, to learn the end of it', () => {
    const ofChannel = {
      channelId: 'mail',
      channelName: 'Mail',
      trouble: 'broken',
      since: midnight,
      confirmedAt: midnight,
      endedAt: null,
      answer: { code: 'said', facts: { text: 'no' } },
    } as const;
    const reports: readonly NotificationPayload[] = [
      alertPayload('flapping'),
      { ...ofChannel, event: 'channel-broken' },
      { ...ofChannel, event: 'channel-failing' },
    ];
    const alerts = reports.map((payload) => newAlert(`about:${payload.event}`, 'ops', payload));
    for (const id of store.outbox.add(alerts, midnight)) send(id);
    const notified = (): unknown => reports.map(({ event }) => store.outbox.channelsOf(`about:${event}`, event));
    const onDisk = notified();
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    expect(onDisk).toEqual([['ops'], ['ops'], ['ops']]);
    expect(notified()).toEqual(onDisk);
  });

  it('a warning that is on disk is not queued again', () => {
    const payload = { ...alertPayload('certificate'), fingerprint: 'AA' };
    const warning = { ...newAlert('certificate:shop-api:AA:14'), payload };
    expect(store.outbox.add([warning], midnight)).toHaveLength(1);
    trouble = 'full';
    expect(store.outbox.add([warning], midnight)).toEqual([]);
  });

  it('lists show what is in memory beside what is on disk, the newest first', () => {
    const { incidentId, alertIds } = goDown();
    store.pings.append(monitor.key, ping);
    trouble = 'full';
    store.incidents.close(incidentId, midnight + 1);
    store.pings.append(monitor.key, { ...ping, body: 'in memory' });
    const again = goDown();
    const { durable } = recording;
    expect(durable.incidents.page({ limit: 9 }).items).toMatchObject([
      { id: again.incidentId, endedAt: null },
      { id: incidentId, endedAt: midnight + 1 },
    ]);
    expect(durable.outbox.page({ limit: 9 }).items.map(({ id }) => id)).toEqual([...again.alertIds, ...alertIds]);
    expect(durable.outbox.page({ limit: 1 })).toMatchObject({
      items: [{ id: again.alertIds[0] }],
      next: again.alertIds[0],
    });
    expect(durable.pings.page(monitor.key, { limit: 9 }).items.map(({ body }) => body)).toEqual(['in memory', 'done']);
  });

  it('each change of what another location sees is in its history later', async () => {
    const stream = disk.locations.openStream(monitor.key, 'office');
    const alertConfig = openAlertConfig([], []);
    const noCall = (): undefined => undefined;
    const recorder = openRecorder({
      ...{ store, alertConfig, clock, logger: log, emit: noCall, flapAfter: () => 6, onAlerts: noCall },
    });
    const report = (seconds: number, verdict: 'pass' | 'fail'): void => {
      const check = { ...passingCheck(midnight + 1_000 * seconds), verdict };
      recorder.recordElsewhere(stream, { ...check, assertions: [], unhealthy: [], response: null, certificate: null });
    };
    report(0, 'pass');
    trouble = 'full';
    report(1, 'fail');
    report(2, 'fail');
    report(3, 'pass');
    trouble = null;
    await clock.advance(2_000);
    expect(
      disk.spans.between(stream, 0, Number.MAX_SAFE_INTEGER).map(({ state, from }) => [state, from - midnight]),
    ).toEqual([
      ['up', 0],
      ['down', 1_000],
      ['up', 3_000],
    ]);
  });

  it('a change by the user is refused, and accepted once the disk has room', () => {
    goDown();
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    const save = (): unknown =>
      recording.durable.transaction(() =>
        disk.mutes.replace({ scope: { kind: 'all' }, until: midnight + 1, createdAt: midnight, source: 'hand' }),
      );
    expect(save).toThrow(StoreError);
    trouble = null;
    save();
    expect(disk.mutes.all()).toHaveLength(1);
    // What was in memory came first.
    expect(disk.pings.recent(monitor.key, 9)).toHaveLength(1);
    expect(recording.isRefused()).toBe(false);
  });

  it('a mute that is over ends, and on disk with its annotation once there is room', async () => {
    const mute = { scope: { kind: 'all' }, until: midnight + 1, createdAt: midnight, source: 'hand' } as const;
    const { id } = disk.mutes.replace(mute);
    const ended = { at: midnight + 1, event: { type: 'mute-ended', scope: { kind: 'all' } } } as const;
    const onDisk = (): unknown => disk.annotations.between(monitor.key, { from: midnight, to: midnight + 2, limit: 9 });
    trouble = 'full';
    store.transaction(() => {
      store.mutes.delete(id);
      store.annotations.add(null, ended);
    });
    expect([disk.mutes.all().length, onDisk()]).toEqual([1, []]);
    trouble = null;
    await clock.advance(2_000);
    expect([disk.mutes.all().length, onDisk()]).toEqual([0, [ended]]);
  });

  it('a refused change by the user is noticed like any other refusal', () => {
    trouble = 'full';
    expect(() => recording.durable.transaction(() => undefined)).toThrow(StoreError);
    expect(news).toEqual(['full']);
  });

  it('writes are tried again with back-off, and the log has one line', async () => {
    goDown();
    let tries = 0;
    const counted = openRecording({
      store: {
        ...disk,
        transaction() {
          tries += 1;
          throw new StoreError('full', 'by the test');
        },
      },
      clock,
      logger: log,
      onRefused: () => undefined,
      onRecovered: () => undefined,
    });
    for (let count = 0; count < 100; count += 1) counted.journaled.pings.append(monitor.key, ping);
    expect(tries).toBe(1);
    await clock.advance(60_000);
    expect(tries).toBeLessThan(40);
    expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  it('a caller learns when its write is on disk', async () => {
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    const settled = recording.settled();
    await clock.advance(1_000);
    trouble = null;
    await clock.advance(1_000);
    expect(await settled).toBe(true);
  });

  it('a caller learns after two seconds that its write is in memory only', async () => {
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    const settled = recording.settled();
    await clock.advance(2_000);
    expect(await settled).toBe(false);
  });

  it('what is in memory is written when recording ends and the disk has room', () => {
    trouble = 'full';
    store.pings.append(monitor.key, ping);
    trouble = null;
    recording.stop();
    expect(disk.pings.recent(monitor.key, 9)).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it('a transaction that fails in memory leaves nothing behind', async () => {
    trouble = 'full';
    const failing = (): void =>
      store.transaction(() => {
        store.pings.append(monitor.key, ping);
        throw new Error('a bug');
      });
    expect(failing).toThrow('a bug');
    trouble = null;
    await clock.advance(2_000);
    expect(disk.pings.recent(monitor.key, 9)).toEqual([]);
  });

  it('a write that fails by a bug is logged, and blocks none behind it', async () => {
    trouble = 'full';
    store.outbox.setStatus(goDown().alertIds[0] ?? 0, 'cancelled');
    store.monitors.saveTracking(monitor.key, { ...monitor.tracking, since: NaN });
    store.pings.append(monitor.key, ping);
    trouble = null;
    await clock.advance(2_000);
    expect(disk.pings.recent(monitor.key, 9)).toHaveLength(1);
    expect(log.lines.filter((line) => line.includes('is lost'))).toHaveLength(1);
    expect(recording.isRefused()).toBe(false);
  });
});
