/** A real store in a directory of its own, closed and removed when the test has ended; and the nouns to put in it. */
import { onTestFinished } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { Check, Phases } from '../../../electron/contract/model/state.ts';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore, type OpenedStore } from '../../../electron/engine/store/database.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import { repositoriesOf } from '../../../electron/engine/store/repositories.ts';
import { openConnection, type Connection } from '../../../electron/engine/store/sqlite.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import type {
  MonitorEventName,
  MonitorNotification,
  NotificationPayload,
} from '../../../electron/engine/notifications/payload.ts';
import { initialTracking } from '../../../electron/engine/state/transition.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { storedHttp } from '../../support/stored-http.ts';
import type { MonitorRecord } from '../../../electron/engine/store/monitor-repository.ts';
import type { NewAlert } from '../../../electron/engine/store/outbox-repository.ts';
import type { NewIncident } from '../../../electron/engine/store/incident-repository.ts';
import type { NewPing } from '../../../electron/engine/store/ping-repository.ts';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
/** 2026-11-22T00:00:00Z */
export const midnight = Date.UTC(2026, 10, 22);

export function testDirectory(): string {
  return tempDirectory(onTestFinished);
}

export async function openTestStore(directory = testDirectory(), nowMs = midnight): Promise<OpenedStore> {
  const opened = await openStore({ forms: storedForms, directory, nowMs, logger: recordedLog() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  onTestFinished(() => {
    store.close();
  });
  return store;
}

type Repositories = ReturnType<typeof repositoriesOf>;

/** Without directory and lock, where a test needs the connection itself. */
export function openTestConnection(file: string): { readonly connection: Connection; readonly store: Repositories } {
  const connection = openConnection(file);
  onTestFinished(() => {
    connection.close();
  });
  migrate(connection, migrations);
  return { connection, store: repositoriesOf(connection, storedForms) };
}

export function httpMonitor(id: string): HttpMonitor {
  return storedHttp({
    id,
    name: id.toUpperCase(),
    tags: ['shop'],
    url: 'http://127.0.0.1:5000/health',
    headers: { authorization: 'sealed' },
  });
}

export function addMonitor(store: Pick<Store, 'monitors'>, id = 'shop-api'): MonitorRecord {
  return store.monitors.insert(httpMonitor(id), initialTracking(midnight));
}

export const refused: Failure = { code: 'connection-refused', facts: { peer: '127.0.0.1:5000' } };
const somePhases: Phases = { dns: null, connect: 0.4, tls: null, firstByte: 11.2, download: 0.3 };

export function passingCheck(at: number, responseTime = 12): Check {
  return { at, verdict: 'pass', responseTime, phases: somePhases, failure: null };
}

export function failingCheck(at: number): Check {
  return { at, verdict: 'fail', responseTime: null, phases: null, failure: refused };
}

export function newIncident({ key, monitor }: MonitorRecord, startedAt: number): NewIncident {
  return {
    monitorKey: key,
    monitorId: monitor.id,
    monitorName: monitor.name,
    severity: monitor.severity,
    startedAt,
    detectedAt: startedAt + 5,
    confirmedAt: startedAt + 5_000,
    failure: refused,
    lastGoodAt: null,
  };
}

export function alertPayload(event: MonitorEventName = 'down', monitorId = 'shop-api'): MonitorNotification {
  return {
    event,
    monitorId,
    monitorName: 'Shop API',
    severity: 'critical',
    target: 'http://127.0.0.1:5000/health',
    startedAt: midnight,
    endedAt: null,
    detectedAt: midnight + 5,
    confirmedAt: midnight + 5_000,
    reasons: [{ code: 'failure', facts: refused }],
  };
}

export function newAlert(
  subject: string,
  channelId = 'desktop',
  payload: NotificationPayload = alertPayload(),
): NewAlert {
  return { subject, incidentId: null, channelId, notBeforeMs: midnight, payload };
}

export function newPing(at: number, rest: Partial<NewPing> = {}): NewPing {
  return {
    at,
    kind: 'success',
    exitCode: null,
    runId: null,
    runTime: null,
    body: '',
    remoteAddress: '127.0.0.1',
    userAgent: 'curl/8.5.0',
    ...rest,
  };
}
