/**
 * One observation of one monitor becomes history, in one transaction (commit.ts). A plain check (nothing changed but
 * that it happened) waits at most 250 ms for company; a change of state is committed at once, before anything is sent.
 * What is in memory follows only after the commit: where the disk refuses, the next check meets the same change again.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { isCertificateDue } from '../notifications/certificate-alerts.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import { rememberCheck, type WatchedMonitor } from '../runtime/watched-monitor.ts';
import type { Store } from '../store/store.ts';
import { openCheckBatch } from './check-batch.ts';
import { commitObservation, type Committed } from './commit.ts';
import type { Observation } from './observation.ts';

const batchMs = 250;

/** `plain`: only one more check; `changed`: the monitor's row is another; `refused`: the store failed, nothing has changed. */
export type Recorded = 'plain' | 'changed' | 'refused';

export interface Recorder {
  readonly record: (watched: WatchedMonitor, observation: Observation) => Recorded;
  /** Writes the waiting checks now, before they are read or the store is closed. */
  readonly flush: () => void;
}

export interface RecorderOptions {
  readonly store: Store;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
  /** A monitor is another now, in memory as well. */
  readonly onChanged?: ((watched: WatchedMonitor) => void) | undefined;
  readonly onStoreError: (error: unknown) => void;
  /** It writes (again). Called after each commit. */
  readonly onStoreWorks: () => void;
}

export function openRecorder(options: RecorderOptions): Recorder {
  const { store, alertConfig, clock, logger, emit } = options;
  const batch = openCheckBatch();
  let cancelTimer: Cancel | null = null;

  function record(watched: WatchedMonitor, observation: Observation): Recorded {
    const { check } = observation;
    if (check !== null) batch.add({ stream: watched.stream, check });
    if (isPlain(watched, observation, clock.now())) {
      if (!batch.isEmpty()) cancelTimer ??= clock.setTimer(batchMs, flush);
      if (check !== null) remember(watched, check);
      return 'plain';
    }
    const committed = write(() => commitObservation(watched, observation, { store, alertConfig, nowMs: clock.now() }));
    if (committed === null) return 'refused';
    follow(watched, observation, committed);
    return 'changed';
  }

  function flush(): void {
    write(() => undefined);
  }

  /** The waiting checks first, then the rest, all or nothing. Null: the store refused. */
  function write<T>(rest: () => T): T | null {
    cancelTimer?.();
    cancelTimer = null;
    try {
      const written = store.transaction(() => {
        if (!batch.isEmpty()) store.checks.append(batch.all());
        return rest();
      });
      batch.settle(true);
      options.onStoreWorks();
      return written;
    } catch (error) {
      batch.settle(false);
      logger.error('the store refused a write', { error });
      options.onStoreError(error);
      return null;
    }
  }

  function follow(watched: WatchedMonitor, { check, step }: Observation, committed: Committed): void {
    const { incident, ping, alerts } = committed;
    watched.tracking = step.next;
    if (incident !== null) watched.incident = incident.endedAt === null ? incident : null;
    if (check !== null) remember(watched, check);
    if (step.alert !== null) logger.info(`${watched.monitor.id}: ${step.alert}`, { alerts });
    if (ping !== null) emit({ type: 'ping', monitorId: watched.monitor.id, ping });
    if (incident !== null) emit({ type: 'incident', incident });
    if (alerts > 0) options.onAlerts();
    options.onChanged?.(watched);
  }

  return { record, flush };
}

function isPlain(watched: WatchedMonitor, { step, check, ping }: Observation, nowMs: number): boolean {
  const changes = step.span ?? step.incident ?? step.alert ?? ping;
  const isQuiet = check === null || (check.verdict !== 'fail' && !isCertificateDue(watched.monitor, check, nowMs));
  return changes === null && isQuiet && isDeepStrictEqual(step.next, watched.tracking);
}

function remember(watched: WatchedMonitor, check: CheckDetail): void {
  rememberCheck(watched, check);
  if (check.verdict === 'pass' && check.response !== null) watched.lastGood = check;
}
