/** Years of outages of a few services, written by the store's own code. */
import { defaultsOf } from '../../electron/contract/fields/defaults.ts';
import { http as httpDefinition } from '../../electron/contract/monitors/http.ts';
import { initialTracking } from '../../electron/engine/state/transition.ts';
import type { Store } from '../../electron/engine/store/store.ts';
import { withoutLocations } from './without-locations.ts';
import type { MonitorRecord } from '../../electron/engine/store/monitor-repository.ts';

const services = 40;
const minute = 60_000;

/** One every twenty minutes, in turn; every fourth service has severity `info` (3, 7, 11...). */
export function fillWithIncidents(store: Store, count: number): void {
  const now = Date.now();
  store.transaction(() => {
    const records = Array.from({ length: services }, (_, index) => addService(store, index, now - 400 * 86_400_000));
    for (let index = 0; index < count; index += 1) {
      const record = records[index % services];
      if (record !== undefined) addOutage(store, record, now - (count - index) * 20 * minute);
    }
  });
}

function addService(store: Store, index: number, since: number): MonitorRecord {
  const id = `service-${String(index)}`;
  return store.monitors.insert(
    {
      ...defaultsOf(httpDefinition.fields),
      kind: 'http',
      id,
      name: `Service ${String(index)}`,
      // Nothing of it is real, so nothing is asked.
      enabled: false,
      severity: index % 4 === 3 ? 'info' : 'critical',
      tags: [],
      notes: '',
      ...withoutLocations,
      source: 'hand',
      url: `http://127.0.0.1:9/${id}`,
    },
    { ...initialTracking(since), state: 'paused' },
  );
}

function addOutage(store: Store, { key, monitor }: MonitorRecord, startedAt: number): void {
  const { id } = store.incidents.open({
    monitorKey: key,
    monitorId: monitor.id,
    monitorName: monitor.name,
    severity: monitor.severity,
    startedAt,
    detectedAt: startedAt + 20,
    confirmedAt: startedAt + 5_000,
    failure: { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } },
    lastGoodAt: null,
  });
  store.incidents.close(id, startedAt + 5 * minute);
}
