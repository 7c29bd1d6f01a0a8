import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import { repositoriesOf } from '../../../electron/engine/store/repositories.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import {
  addMonitor,
  alertPayload,
  midnight,
  minuteMs,
  newAlert,
  newIncident,
  openTestStore,
  testDirectory,
} from './fixtures.ts';

const accepted = { at: midnight + 7_000, tookMs: 12, accepted: true, answer: said('200 ok') };
const rejected = { at: midnight + 6_000, tookMs: 3, accepted: false, answer: said('503 Service Unavailable') };

function addOne(store: Store, subject: string, channelId?: string): number {
  const [id] = store.outbox.add([newAlert(subject, channelId)], midnight);
  if (id === undefined) throw new Error('the alert was there already');
  return id;
}

describe('a message', () => {
  test('exists once per subject, channel and event, however often it is added', async () => {
    const store = await openTestStore();
    const down = newAlert('incident:1');
    expect(store.outbox.add([down, newAlert('incident:1', 'ops'), down], midnight)).toHaveLength(2);
    expect(store.outbox.add([down, newAlert('incident:2')], midnight)).toHaveLength(1);
    expect(store.outbox.page({ limit: 9 }).items).toHaveLength(3);
  });

  test('of another event of the same subject is separate, and each finds the other', async () => {
    const store = await openTestStore();
    const down = addOne(store, 'incident:1');
    store.outbox.add([newAlert('incident:1', 'desktop', alertPayload('recovered'))], midnight);
    expect(store.outbox.sibling('incident:1', 'desktop', 'down')?.id).toBe(down);
    expect(store.outbox.sibling('incident:1', 'desktop', 'recovered')?.payload.event).toBe('recovered');
    expect(store.outbox.sibling('incident:1', 'ops', 'down')).toBeNull();
  });

  test('is due from its time on, oldest first, for all channels or for one', async () => {
    const store = await openTestStore();
    const late = { ...newAlert('incident:1'), notBeforeMs: midnight + minuteMs };
    store.outbox.add([late, newAlert('incident:2', 'ops'), newAlert('incident:3')], midnight);
    const subjects = (atMs: number, channelId?: string): readonly string[] =>
      store.outbox.due(atMs, 9, channelId).map(({ subject }) => subject);

    expect(store.outbox.nextDueAt()).toBe(midnight);
    expect(subjects(midnight - 1)).toEqual([]);
    expect(subjects(midnight)).toEqual(['incident:2', 'incident:3']);
    expect(subjects(midnight + minuteMs)).toEqual(['incident:1', 'incident:2', 'incident:3']);
    expect(subjects(midnight + minuteMs, 'desktop')).toEqual(['incident:1', 'incident:3']);
    expect(store.outbox.due(midnight + minuteMs, 1)).toHaveLength(1);
    expect(store.outbox.nextDueAt('ops')).toBe(midnight);
    expect(store.outbox.nextDueAt('nobody')).toBeNull();
  });

  test('keeps each attempt, with the times when it was sent and accepted', async () => {
    const store = await openTestStore();
    const id = addOne(store, 'incident:1');
    const retryAt = midnight + minuteMs;
    store.outbox.recordAttempt(id, rejected, { status: 'pending', nextAttemptAt: retryAt });
    expect(store.outbox.due(retryAt, 9)).toMatchObject([{ id, attempts: 1, nextAttemptAt: retryAt }]);

    const alert = store.outbox.recordAttempt(id, accepted, { status: 'sent', nextAttemptAt: null });
    expect(alert).toMatchObject({
      status: 'sent',
      sentAt: accepted.at,
      acceptedAt: midnight + 7_012,
      nextAttemptAt: null,
      attempts: [rejected, accepted],
    });
    expect(store.outbox.find(id)).toEqual(alert);
    expect(store.outbox.nextDueAt()).toBeNull();
  });

  test('that has failed or was merged is no longer due', async () => {
    const store = await openTestStore();
    const failed = addOne(store, 'incident:1');
    const merged = addOne(store, 'incident:2');
    store.outbox.recordAttempt(failed, rejected, { status: 'failed', nextAttemptAt: null });
    expect(store.outbox.setStatus(merged, 'merged')).toMatchObject({ status: 'merged', nextAttemptAt: null });
    expect(store.outbox.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  });
});

test('a recovery goes to the channels whose down message is sent or pending', async () => {
  const store = await openTestStore();
  const statuses = ['sent', 'pending', 'failed', 'merged', 'cancelled'] as const;
  for (const status of statuses) store.outbox.setStatus(addOne(store, 'incident:1', status), status);
  expect(store.outbox.channelsOf('incident:1', 'down')).toEqual(['sent', 'pending']);
});

describe('the delivery log', () => {
  test('is paged newest first, of an incident, of a channel, or of both', async () => {
    const store = await openTestStore();
    const incident = store.incidents.open(newIncident(addMonitor(store), midnight));
    for (const channelId of ['desktop', 'ops', 'mail']) {
      store.outbox.add([newAlert('degraded:x', channelId)], midnight);
      store.outbox.add([{ ...newAlert('incident:1', channelId), incidentId: incident.id }], midnight);
    }
    const channels = (options: Parameters<Store['outbox']['page']>[0]): readonly string[] =>
      store.outbox.page(options).items.map(({ channelId }) => channelId);

    expect(channels({ limit: 9 })).toEqual(['mail', 'mail', 'ops', 'ops', 'desktop', 'desktop']);
    expect(channels({ incidentId: incident.id, limit: 9 })).toEqual(['mail', 'ops', 'desktop']);
    expect(channels({ channelId: 'ops', limit: 9 })).toEqual(['ops', 'ops']);
    expect(channels({ incidentId: incident.id, channelId: 'ops', limit: 9 })).toEqual(['ops']);
    const first = store.outbox.page({ incidentId: incident.id, limit: 2 });
    const rest = store.outbox.page({ incidentId: incident.id, before: first.next ?? 0, limit: 2 });
    expect(rest).toMatchObject({ items: [{ channelId: 'desktop' }], next: null });
  });

  test('is filtered by monitor, event and status, separately and combined', async () => {
    const store = await openTestStore();
    const [first = 0, second = 0, third = 0] = ['a', 'b', 'c'].map((subject) => addOne(store, subject));
    store.outbox.setStatus(second, 'merged');
    const ids = (filter: Parameters<Store['outbox']['page']>[0]): readonly number[] =>
      store.outbox.page(filter).items.map(({ id }) => id);
    const { event } = store.outbox.find(first) ?? { event: 'certificate' };
    const { monitorId } = alertPayload();

    expect(ids({ monitorId, limit: 9 })).toEqual([third, second, first]);
    expect(ids({ monitorId: 'another', limit: 9 })).toEqual([]);
    expect(ids({ status: 'pending', event, limit: 9 })).toEqual([third, first]);
    expect(ids({ status: 'pending', event, monitorId, before: third, limit: 9 })).toEqual([first]);
    expect(ids({ event: 'certificate', limit: 9 })).toEqual([]);
  });

  test('outlives the monitor: sent messages stay, pending ones are cancelled', async () => {
    const store = await openTestStore();
    const record = addMonitor(store);
    const incident = store.incidents.open(newIncident(record, midnight));
    const [sent = 0, waiting = 0] = store.outbox.add(
      [
        { ...newAlert('incident:1'), incidentId: incident.id },
        { ...newAlert('incident:1', 'ops'), incidentId: incident.id },
      ],
      midnight,
    );
    const another = addOne(store, 'incident:9');
    store.outbox.recordAttempt(sent, accepted, { status: 'sent', nextAttemptAt: null });
    addMonitor(store, 'blog');
    const other = store.outbox.add([newAlert('incident:8', 'ops', alertPayload('down', 'blog'))], midnight);
    store.monitors.delete(record.key);

    expect(store.outbox.find(sent)).toMatchObject({ status: 'sent', name: 'Shop API', incidentId: null });
    expect(store.outbox.find(waiting)?.status).toBe('cancelled');
    expect(store.outbox.find(another)?.status).toBe('cancelled');
    expect(store.outbox.find(other[0] ?? 0)?.status).toBe('pending');
  });

  test('outlives the channel likewise', async () => {
    const store = await openTestStore();
    const waiting = addOne(store, 'incident:1');
    const elsewhere = addOne(store, 'incident:1', 'ops');
    store.channels.delete('desktop');
    expect(store.outbox.find(waiting)).toMatchObject({ status: 'cancelled', channelId: 'desktop' });
    expect(store.outbox.find(elsewhere)?.status).toBe('pending');
    expect(store.channels.all()).toEqual([]);
  });
});

test('a broken channel notice queued by an earlier version is still sent and shown as one', () => {
  const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
  onTestFinished(() => connection.close());
  migrate(connection, migrations.slice(0, 4));
  const forged = { ...alertPayload('down', ''), monitorName: 'Ops', target: '', reasons: ['404 no_service'] };
  connection
    .prepare<[string]>(
      `INSERT INTO outbox (subject, channel_id, event, monitor_id, payload, status, created_at, next_attempt_at)
       VALUES ('channel:ops:5', 'mail', 'down', '', ?, 'pending', 1, 2)`,
    )
    .run(JSON.stringify(forged));
  migrate(connection, migrations);
  const store = repositoriesOf(connection, storedForms);
  const [row] = store.outbox.due(midnight, 9);
  expect(row?.payload).toMatchObject({
    event: 'channel-broken',
    channelId: 'ops',
    trouble: 'broken',
    answer: said('404 no_service'),
  });
  expect(store.outbox.page({ event: 'down', limit: 9 }).items).toEqual([]);
  expect(store.outbox.page({ event: 'channel-broken', limit: 9 }).items[0]).toMatchObject({
    event: 'channel-broken',
    monitorId: null,
    name: 'Ops',
    payload: { channelName: 'Ops', answer: said('404 no_service') },
  });
});
