/**
 * A program of its own that opens the store of the directory it is given and says on its output what came of it; for
 * tests that end it with SIGKILL. `record` writes a state change with its alert, and one plain check, before it says so.
 */
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import type { Logger } from '../../../electron/engine/ports.ts';
import type { Tracking } from '../../../electron/engine/state/step.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';

const [directory = '', task] = process.argv.slice(2);
const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const atMs = Date.UTC(2026, 10, 22);

const opened = await openStore({ forms: storedForms, directory, nowMs: atMs, logger });
if (!opened.ok) {
  console.log(opened.error.code);
  process.exit(1);
}
const store = opened.value;

if (task === 'record') {
  const tracking: Tracking = {
    state: 'down',
    since: atMs,
    spanState: 'down',
    spanFrom: atMs,
    failures: 2,
    passes: 0,
    degradations: 0,
    firstFailureAt: atMs,
    detectedAt: atMs,
    confirmedAt: atMs,
    firstPassAt: null,
    failure: { code: 'connection-refused', facts: { peer: '127.0.0.1:9' } },
    inconclusiveSince: null,
    deadlineAt: null,
    awayInGrace: 0,
    runs: [],
    clock: null,
    flapping: { changes: [], since: null, longestMs: 0 },
  };
  store.transaction(() => {
    const { key, stream, monitor } = store.monitors.insert(storedHeartbeat(), tracking);
    store.checks.append([
      { stream, check: { at: atMs, verdict: 'pass', responseTime: 1, phases: null, failure: null } },
    ]);
    store.spans.begin(stream, 'down', atMs);
    const { id, name, severity } = monitor;
    const times = { startedAt: atMs, detectedAt: atMs, confirmedAt: atMs };
    const failure = { code: 'missed-ping', facts: { silentMs: 600_000, everyMs: 300_000 } } as const;
    const incident = store.incidents.open({
      monitorKey: key,
      monitorId: id,
      monitorName: name,
      severity,
      ...times,
      failure,
      lastGoodAt: null,
    });
    const payload = { event: 'down', monitorId: id, monitorName: name, severity, target: 'every 5m' } as const;
    store.outbox.add(
      [
        {
          subject: `incident:${String(incident.id)}`,
          incidentId: incident.id,
          channelId: 'desktop',
          notBeforeMs: atMs,
          payload: { ...payload, ...times, endedAt: null, reasons: [{ code: 'failure', facts: failure }] },
        },
      ],
      atMs,
    );
  });
}

console.log('open');
// Stays until it is ended from outside.
process.stdin.resume();
