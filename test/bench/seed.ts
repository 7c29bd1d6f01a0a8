/** Fills a real store, through its own code, with monitors and plausible history. */
import type { HttpMonitor } from '../../electron/contract/monitors/registry.ts';
import type { Check } from '../../electron/contract/model/state.ts';
import { defaultsOf } from '../../electron/contract/fields/defaults.ts';
import { http as httpDefinition } from '../../electron/contract/monitors/http.ts';
import { initialTracking } from '../../electron/engine/state/transition.ts';
import { storedForms } from '../../electron/engine/runtime/stored-forms.ts';
import { openStore, type OpenedStore } from '../../electron/engine/store/database.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import { recordingLogger, valueOf } from '../support/test-engine.ts';
import { withoutLocations } from '../support/without-locations.ts';

const day = 86_400_000;

interface SeededStore {
  readonly store: OpenedStore;
  readonly directory: string;
  readonly streams: readonly number[];
  readonly nowMs: number;
  readonly remove: () => void;
}

interface SeedOptions {
  /** URL of the monitors, followed by their number; by default a closed port. */
  readonly url?: string;
  /** They have been up for a year; `new` by default. */
  readonly isUp?: boolean;
}

export async function openSeededStore(monitors: number, options: SeedOptions = {}): Promise<SeededStore> {
  const directory = createTempDirectory();
  const { url = 'http://127.0.0.1:9', isUp = false } = options;
  const nowMs = Date.now();
  const since = nowMs - 365 * day;
  const up = { state: 'up', spanState: 'up', since, spanFrom: since } as const;
  const tracking = { ...initialTracking(nowMs), ...(isUp ? up : {}) };
  const store = valueOf(
    await openStore({ forms: storedForms, directory: directory.path, nowMs, logger: recordingLogger([]) }),
  );
  const streams = store.transaction(() =>
    Array.from({ length: monitors }, (_, i) => store.monitors.insert(monitor(i, url), tracking).stream),
  );
  return { store, directory: directory.path, streams, nowMs, remove: directory.remove };
}

function monitor(index: number, url: string): HttpMonitor {
  return {
    ...defaultsOf(httpDefinition.fields),
    id: `service-${String(index)}`,
    kind: 'http',
    name: `Service ${String(index)}`,
    enabled: true,
    severity: 'critical',
    tags: [`team-${String(index % 20)}`],
    notes: '',
    ...withoutLocations,
    source: 'hand',
    url: `${url}/${String(index)}`,
    interval: 60_000,
  };
}

/** Between 20 and 60 ms, with an occasional slow one. */
export function httpCheck(at: number, index: number): Check {
  const responseTime = 20 + ((index * 7919) % 400) / 10 + (index % 97 === 0 ? 400 : 0);
  return {
    at,
    verdict: 'pass',
    responseTime,
    phases: { dns: null, connect: 0.4, tls: null, firstByte: responseTime - 1, download: 0.6 },
    failure: null,
  };
}

/** Raw checks of the last hours, and one outage per week as spans. */
export function seedYear(store: OpenedStore, stream: number, nowMs: number): void {
  store.transaction(() => {
    const begin = nowMs - 365 * day;
    store.spans.begin(stream, 'up', begin);
    for (let at = begin + 7 * day; at < nowMs; at += 7 * day) {
      store.spans.begin(stream, 'down', at);
      store.spans.begin(stream, 'up', at + 10 * 60_000);
    }
    const checks = Array.from({ length: 120 }, (_, i) => ({ stream, check: httpCheck(nowMs - (120 - i) * 60_000, i) }));
    store.checks.append(checks);
  });
}
