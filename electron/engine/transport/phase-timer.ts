/**
 * Times the phases of one check, one after the other. Redirects repeat phases: each phase is the sum over all hops, so
 * that the phases always add up to the response time.
 */
import type { Phases } from '../../contract/model/state.ts';
import type { Clock } from '../ports.ts';

type Phase = keyof Phases;

export interface PhaseTimer {
  /** Ends the current phase and starts another. */
  readonly enter: (phase: Phase) => void;
  /** Ends the current phase; the time until the next `enter` belongs to none. */
  readonly stop: () => void;
  /** Excludes the time from now on, for a delay that this program causes itself. @returns continues the current phase. */
  readonly pause: () => () => void;
  /** The current or last phase; null: none yet. */
  readonly current: () => Phase | null;
  readonly phases: () => Phases;
  /** From the start to the last `stop`, without pauses. */
  readonly total: () => number;
  /** All pauses together, in whole milliseconds. */
  readonly pausedMs: () => number;
}

export function startPhaseTimer(clock: Pick<Clock, 'monotonic'>): PhaseTimer {
  const begunAt = clock.monotonic();
  let startedAt = begunAt;
  const spent: Record<Phase, number | null> = { dns: null, connect: null, tls: null, firstByte: null, download: null };
  let current: Phase | null = null;
  let isRunning = false;
  let since = startedAt;

  function stop(): void {
    const now = clock.monotonic();
    if (isRunning && current !== null) spent[current] = (spent[current] ?? 0) + now - since;
    isRunning = false;
    since = now;
  }

  return {
    enter(phase) {
      stop();
      current = phase;
      isRunning = true;
    },
    stop,
    pause() {
      const wasRunning = isRunning;
      stop();
      return () => {
        const now = clock.monotonic();
        startedAt += now - since;
        since = now;
        isRunning = wasRunning;
      };
    },
    current: () => current,
    phases: () => ({
      dns: rounded(spent.dns),
      connect: rounded(spent.connect),
      tls: rounded(spent.tls),
      firstByte: rounded(spent.firstByte),
      download: rounded(spent.download),
    }),
    total: () => tenths(since - startedAt),
    pausedMs: () => Math.round(startedAt - begunAt),
  };
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : tenths(ms);
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
