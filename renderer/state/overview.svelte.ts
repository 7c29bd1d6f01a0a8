import type { VigilmonClient } from '../../electron/contract/client.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { MonitorSummary, OverviewSummary } from '../../electron/contract/model/state.ts';
import type { AppError } from '../../electron/contract/result.ts';
import type { Feed } from './feed.ts';
import { applyEvents, readOverview, stateChanges, type OverviewData } from './overview.ts';

/** Events of one moment are drawn together; a list of 1,000 is then sorted five times a second at most. */
const batchMs = 200;
/** A check that changed no state is one more tick of a strip: nobody waits for it. */
const calmBatchMs = 600;
/** After this long without an event one call shows whether the engine is still there. */
const silenceMs = 20_000;
const retryDelaysMs = [1_000, 2_000, 5_000, 10_000] as const;

export interface OverviewStore {
  readonly summary: OverviewSummary | null;
  readonly monitors: ReadonlyMap<string, MonitorSummary>;
  /** Why the latest fetch failed; what was fetched before stays. Null: all is well. */
  readonly error: AppError | null;
  readonly reload: () => Promise<void>;
  /** @returns the function that stops it. */
  readonly start: () => () => void;
}

export interface OverviewOptions {
  readonly client: VigilmonClient;
  readonly feed: Feed;
  readonly onStateChange: (monitors: readonly MonitorSummary[]) => void;
  /** @returns the function that cancels it. */
  readonly delay: (task: () => void, ms: number) => () => void;
}

export function createOverviewStore({ client, feed, onStateChange, delay }: OverviewOptions): OverviewStore {
  const none: ReadonlyMap<string, MonitorSummary> = new Map();
  let data = $state.raw<OverviewData | null>(null);
  let error = $state.raw<AppError | null>(null);
  let waiting: EngineEvent[] = [];
  /** Since the fetch that is under way began, also those that were drawn meanwhile: its answer may know nothing of them. */
  let sinceFetch: EngineEvent[] | null = null;
  let cancelFlush: (() => void) | null = null;
  let flushIsCalm = false;
  let cancelRetry: (() => void) | null = null;
  let cancelWatch: (() => void) | null = null;
  let failures = 0;
  let fetches = 0;
  let isStopped = false;

  /** `from`: what was in sight, against which a change is one. */
  const show = (next: OverviewData, from: OverviewData): void => {
    data = next;
    waiting = [];
    const changes = stateChanges(from, next);
    if (changes.length > 0) onStateChange(changes);
  };
  const flush = (): void => {
    cancelFlush = null;
    if (data !== null) show(applyEvents(data, waiting), data);
  };
  /** A calm flush that is on its way gives way to a prompt one. */
  const flushAfter = (isCalm: boolean): void => {
    if (cancelFlush !== null && (isCalm || !flushIsCalm)) return;
    cancelFlush?.();
    flushIsCalm = isCalm;
    cancelFlush = delay(flush, isCalm ? calmBatchMs : batchMs);
  };
  const watch = (): void => {
    cancelWatch?.();
    cancelWatch = delay(() => void askAfterSilence(), silenceMs);
  };
  const askAfterSilence = async (): Promise<void> => {
    const answer = feed.isFollowing() ? await client.api.settings.get(undefined) : null;
    if (answer?.ok === false) await reload();
    else watch();
  };
  const take = (event: EngineEvent): void => {
    watch();
    waiting.push(event);
    sinceFetch?.push(event);
    if (data !== null) flushAfter(event.type === 'check');
  };
  const reload = async (): Promise<void> => {
    cancelRetry?.();
    cancelRetry = null;
    const fetch = (fetches += 1);
    // What happens from here on is in the answer or in this list, or in both, which does no harm.
    const since: EngineEvent[] = (sinceFetch = []);
    const answer = await client.api.overview.get(undefined);
    // A later fetch is under way; but any answer is better than an empty window.
    const isFirst = data === null && answer.ok;
    if (fetch === fetches) sinceFetch = null;
    if (isStopped || (fetch !== fetches && !isFirst)) return;
    if (answer.ok) {
      failures = 0;
      error = null;
      const fresh = readOverview(answer.value);
      show(applyEvents(fresh, since), data ?? fresh);
      watch();
      return;
    }
    error = answer.error;
    const pause = retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)] ?? 10_000;
    failures += 1;
    if (answer.error.code !== 'unauthorized') cancelRetry = delay(() => void reload(), pause);
  };

  return {
    get summary() {
      return data?.summary ?? null;
    },
    get monitors() {
      return data?.monitors ?? none;
    },
    get error() {
      return error;
    },
    reload,
    start: () => {
      const ends = [feed.onEvent(take), feed.onStale(() => void reload())];
      void reload();
      return () => {
        for (const end of ends) end();
        cancelFlush?.();
        cancelRetry?.();
        cancelWatch?.();
        isStopped = true;
      };
    },
  };
}
