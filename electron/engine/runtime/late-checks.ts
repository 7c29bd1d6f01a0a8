/**
 * Notices when checks start late, because this program cannot keep up: states would otherwise be shown as current that
 * are not. What waits for a slot, a place or the event loop is late; what waits for a response is not.
 */
import type { Lateness } from '../../contract/model/program.ts';
import type { Cancel, Clock } from '../ports.ts';
import { latenessOf, roundedLateness } from '../schedule/lateness.ts';
import type { SystemStatus } from './system-status.ts';

const lookMs = 5_000;

export interface LateChecks {
  readonly start: () => void;
  readonly stop: () => void;
  readonly lateness: () => Lateness;
}

interface LateChecksOptions {
  readonly clock: Clock;
  readonly status: Pick<SystemStatus, 'report'>;
  /** How long each check that is due has been waiting to start. */
  readonly overdueMs: () => readonly number[];
}

export function openLateChecks({ clock, status, overdueMs }: LateChecksOptions): LateChecks {
  let cancelTimer: Cancel = () => undefined;
  const lateness = (): Lateness => latenessOf(overdueMs());

  function look(): void {
    const byMs = roundedLateness(lateness().byMs);
    status.report('late', byMs === 0 ? null : { code: 'checks-late', facts: { byMs } });
    cancelTimer = clock.setTimer(lookMs, look);
  }

  return {
    start() {
      cancelTimer = clock.setTimer(lookMs, look);
    },
    stop: () => cancelTimer(),
    lateness,
  };
}
