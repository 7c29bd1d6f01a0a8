import type { VigilmonClient } from '../../electron/contract/client.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { MonitorSummary, OverviewSummary } from '../../electron/contract/model/state.ts';
import type { AppError } from '../../electron/contract/result.ts';
import type { Feed } from './feed.ts';
import { createBackOff, createEventBatch, createSnapshots, createTimer, type Delay } from './overview-updates.ts';
import { applyEvents, stateChanges, withoutMonitors, type OverviewData } from './overview.ts';

/** After this long without an event, one call checks whether the engine is still there. */
const silenceMs = 20_000;
const noMonitors: ReadonlyMap<string, MonitorSummary> = new Map();

export interface OverviewStore {
  readonly summary: OverviewSummary | null;
  readonly monitors: ReadonlyMap<string, MonitorSummary>;
  /** Its id, where there is no such monitor. */
  readonly nameOf: (id: string) => string;
  /** Why the latest fetch failed; earlier data stays. Null: it succeeded. */
  readonly error: AppError | null;
  readonly reload: () => Promise<void>;
  /** Hidden at once, while the deletion can still be undone. */
  readonly hide: (ids: readonly string[]) => void;
  readonly unhide: (ids: readonly string[]) => void;
  /** @returns what stops it. */
  readonly start: () => () => void;
}

interface OverviewOptions {
  readonly client: VigilmonClient;
  readonly feed: Feed;
  readonly onStateChange: (monitors: readonly MonitorSummary[]) => void;
  readonly delay: Delay;
}

export function createOverviewStore({ client, feed, onStateChange, delay }: OverviewOptions): OverviewStore {
  const overview = createShownOverview(onStateChange);
  let error = $state.raw<AppError | null>(null);
  const snapshots = createSnapshots(client);
  const batch = createEventBatch(delay, overview.apply);
  const retry = createBackOff(delay, () => void reload());
  const silence = createTimer(delay);
  let isStopped = false;

  function onEvent(event: EngineEvent): void {
    awaitEvents();
    snapshots.addEvent(event);
    batch.add(event);
  }

  function awaitEvents(): void {
    silence.set(silenceMs, () => void checkEngine());
  }

  async function checkEngine(): Promise<void> {
    const settings = feed.isFollowing() ? await client.api.settings.get(undefined) : null;
    if (settings?.ok === false) await reload();
    else awaitEvents();
  }

  async function reload(): Promise<void> {
    retry.cancel();
    const { result, isLatest } = await snapshots.fetch();
    // Any data is better than an empty window, even if a later fetch is in progress.
    const isFirst = !overview.hasData() && result.ok;
    if (isStopped || (!isLatest && !isFirst)) return;
    if (result.ok) showSnapshot(result.value);
    else showError(result.error);
  }

  function showSnapshot(snapshot: OverviewData): void {
    retry.reset();
    error = null;
    batch.clear();
    overview.replace(snapshot);
    awaitEvents();
  }

  function showError(failure: AppError): void {
    error = failure;
    if (failure.code !== 'unauthorized') retry.later();
  }

  return {
    get summary() {
      return overview.shown?.summary ?? null;
    },
    get monitors() {
      return overview.shown?.monitors ?? noMonitors;
    },
    nameOf: (id) => overview.shown?.monitors.get(id)?.name ?? id,
    get error() {
      return error;
    },
    reload,
    hide: overview.hide,
    unhide: overview.unhide,
    start() {
      const unsubscribes = [feed.onEvent(onEvent), feed.onStale(() => void reload())];
      void reload();
      return () => {
        isStopped = true;
        for (const stop of [...unsubscribes, batch.cancel, retry.cancel, silence.cancel]) stop();
      };
    },
  };
}

interface ShownOverview extends Pick<OverviewStore, 'hide' | 'unhide'> {
  /** Without the hidden monitors; null: there is none yet. */
  readonly shown: OverviewData | null;
  readonly hasData: () => boolean;
  readonly apply: (events: readonly EngineEvent[]) => void;
  readonly replace: (snapshot: OverviewData) => void;
}

function createShownOverview(onStateChange: OverviewOptions['onStateChange']): ShownOverview {
  let data = $state.raw<OverviewData | null>(null);
  let hidden = $state.raw<ReadonlySet<string>>(new Set());
  const shown = $derived(data === null ? null : withoutMonitors(data, hidden));

  /** Changes of state are relative to `from`, which was visible before. */
  function show(next: OverviewData, from: OverviewData): void {
    data = next;
    const changes = stateChanges(from, next);
    if (changes.length > 0) onStateChange(changes);
  }

  return {
    get shown() {
      return shown;
    },
    hasData: () => data !== null,
    apply(events) {
      if (data !== null) show(applyEvents(data, events), data);
    },
    replace: (snapshot) => show(snapshot, data ?? snapshot),
    hide: (ids) => {
      hidden = new Set([...hidden, ...ids]);
    },
    unhide: (ids) => {
      hidden = new Set([...hidden].filter((id) => !ids.includes(id)));
    },
  };
}
