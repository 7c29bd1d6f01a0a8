import { beforeEach, describe, expect, it } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { openAlertConfig, untriedHealth } from '../../../electron/engine/notifications/alert-config.ts';
import { alertOf, remindersOf, type ReminderSources } from '../../../electron/engine/notifications/due-reminders.ts';
import { openMonitorRegistry } from '../../../electron/engine/runtime/monitor-registry.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { addMonitor, midnight, newAlert, newIncident, openTestStore } from '../store/fixtures.ts';
import { nativeChannel, rule } from './samples.ts';

const repeatEvery = 600_000;

let store: Store;
let entry: MonitorEntry;
let sources: ReminderSources;

beforeEach(async () => {
  store = await openTestStore();
  const record = addMonitor(store);
  const alertConfig = openAlertConfig(
    [{ channel: nativeChannel(), health: untriedHealth }],
    [{ ...rule({}, ['desktop']), repeatEvery }],
  );
  const registry = openMonitorRegistry(alertConfig);
  entry = registry.add(record);
  entry.incident = store.incidents.open(newIncident(record, midnight));
  entry.tracking = { ...entry.tracking, state: 'down' };
  const [id = 0] = store.outbox.add(
    [{ ...newAlert(`incident:${String(entry.incident.id)}`), incidentId: entry.incident.id }],
    midnight,
  );
  store.outbox.recordAttempt(
    id,
    { at: midnight, tookMs: 1, accepted: true, answer: said('ok') },
    { status: 'sent', nextAttemptAt: null },
  );
  sources = { store, registry, alertConfig };
});

const times = (): readonly number[] => remindersOf(sources, midnight).map(({ at }) => at);

describe('an open incident', () => {
  it('is due for a reminder after the interval of its rule, numbered from 1', () => {
    expect(times()).toEqual([midnight + repeatEvery]);
    const [reminder] = remindersOf(sources, midnight);
    if (reminder === undefined) throw new Error('there is none');
    const alert = alertOf(reminder, midnight + repeatEvery);
    expect(alert).toMatchObject({ channelId: 'desktop', payload: { event: 'reminder', reminder: 1 } });
  });

  it('that is acknowledged has none', () => {
    store.incidents.acknowledge(entry.incident?.id ?? 0, midnight, '');
    expect(times()).toEqual([]);
  });

  it('of a monitor that is recovering, or not checked since a sleep, has none', () => {
    entry.tracking = { ...entry.tracking, passes: 1 };
    expect(times()).toEqual([]);
    entry.tracking = { ...entry.tracking, passes: 0 };
    entry.isFresh = true;
    expect(times()).toEqual([]);
  });

  it('has none if the channel is broken or no rule repeats', () => {
    sources.alertConfig.putRules([rule({}, ['desktop'])]);
    expect(times()).toEqual([]);
    sources.alertConfig.putRules([{ ...rule({}, ['desktop']), repeatEvery }]);
    expect(times()).toHaveLength(1);
    sources.alertConfig.putHealth('desktop', { ...untriedHealth, trouble: 'broken' });
    expect(times()).toEqual([]);
  });
});
