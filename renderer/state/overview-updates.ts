/** The parts of the overview store that do not depend on Svelte: snapshots that miss no event, batches of events, timers. */
import type { VigilmonClient } from '../../electron/contract/client.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { ok, type Result } from '../../electron/contract/result.ts';
import { applyEvents, readOverview, type OverviewData } from './overview.ts';

/** A list of 1,000 is then sorted five times a second at most. */
const batchMs = 200;
/** A check that changed no state is only one more tick of a strip, so it can wait. */
const calmBatchMs = 1_000;

/** @returns what cancels the task. */
export type Delay = (task: () => void, ms: number) => () => void;

/** A timer for one task at a time: setting it again replaces the task. */
export interface Timer {
  readonly isSet: () => boolean;
  readonly set: (ms: number, task: () => void) => void;
  readonly cancel: () => void;
}

export function createTimer(delay: Delay): Timer {
  let cancelTask: (() => void) | null = null;
  function cancel(): void {
    cancelTask?.();
    cancelTask = null;
  }
  return {
    isSet: () => cancelTask !== null,
    set(ms, task) {
      cancel();
      cancelTask = delay(() => {
        cancelTask = null;
        task();
      }, ms);
    },
    cancel,
  };
}

const retryDelaysMs = [1_000, 2_000, 5_000, 10_000] as const;

interface BackOff {
  /** Runs the task, after longer the more often it was asked for. */
  readonly later: () => void;
  /** It succeeded. */
  readonly reset: () => void;
  readonly cancel: () => void;
}

export function createBackOff(delay: Delay, task: () => void): BackOff {
  const timer = createTimer(delay);
  let failures = 0;
  return {
    later() {
      timer.set(retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)] ?? 10_000, task);
      failures += 1;
    },
    reset: () => void (failures = 0),
    cancel: timer.cancel,
  };
}

interface EventBatch {
  readonly add: (event: EngineEvent) => void;
  /** Forgets pending events. */
  readonly clear: () => void;
  readonly cancel: () => void;
}

/** Collects events and passes them on together a moment later. A change of state does not wait for a calm batch. */
export function createEventBatch(delay: Delay, flush: (events: readonly EngineEvent[]) => void): EventBatch {
  const timer = createTimer(delay);
  let pending: EngineEvent[] = [];
  let isCalm = false;
  function flushAll(): void {
    const events = pending;
    pending = [];
    flush(events);
  }
  return {
    add(event) {
      pending.push(event);
      const canWait = event.type === 'check';
      if (timer.isSet() && (canWait || !isCalm)) return;
      isCalm = canWait;
      timer.set(canWait ? calmBatchMs : batchMs, flushAll);
    },
    clear: () => void (pending = []),
    cancel: timer.cancel,
  };
}

interface Snapshot {
  readonly result: Result<OverviewData>;
  /** False: a later fetch is in progress. */
  readonly isLatest: boolean;
}

interface Snapshots {
  readonly fetch: () => Promise<Snapshot>;
  readonly addEvent: (event: EngineEvent) => void;
}

/** Fetches of the overview, each completed with the events that arrived meanwhile, which its response may not include. */
export function createSnapshots({ api }: VigilmonClient): Snapshots {
  let fetches = 0;
  let meanwhile: EngineEvent[] | null = null;
  return {
    async fetch() {
      const number = (fetches += 1);
      const events: EngineEvent[] = (meanwhile = []);
      const fetched = await api.overview.get(undefined);
      const isLatest = number === fetches;
      if (isLatest) meanwhile = null;
      return { isLatest, result: fetched.ok ? ok(applyEvents(readOverview(fetched.value), events)) : fetched };
    },
    addEvent: (event) => void meanwhile?.push(event),
  };
}
