/**
 * Data of one view: fetched when the view opens and when a dependency of `load` changes, again after a gap and after
 * the events it names. Earlier data stays while newer is loading, so nothing flickers, and if that fails, unless it is of
 * something else. Must be created during component initialization.
 */
import { untrack } from 'svelte';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { Page } from '../../electron/contract/model/page.ts';
import type { AppError, Result } from '../../electron/contract/result.ts';
import type { Feed } from './feed.ts';
import type { Clock } from './clock.svelte.ts';
import { appendOlder, mergeNewest } from './pages.ts';

/** Events come in bursts, which one fetch covers. */
const settleMs = 250;
/** Of a list, as the calls allow; what is beyond keeps what was read of it. */
const mostAtOnce = 500;

export interface Query<T> {
  readonly data: T | null;
  /** Of the latest fetch. */
  readonly error: AppError | null;
  readonly isLoading: boolean;
  readonly reload: () => Promise<void>;
}

type IsRelevant = (event: EngineEvent) => boolean;

function refetchOn(feed: Feed, isRelevant: IsRelevant, reload: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const ends = [
    feed.onStale(reload),
    feed.onEvent((event) => {
      if (!isRelevant(event)) return;
      timer ??= setTimeout(() => {
        timer = null;
        reload();
      }, settleMs);
    }),
  ];
  return () => {
    for (const end of ends) end();
    if (timer !== null) clearTimeout(timer);
  };
}

interface Fetcher<T> extends Query<T> {
  readonly run: (keep: (fresh: T, earlier: T | null) => T) => Promise<void>;
  /** Asks something else from now on: answers to what was asked before no longer count. */
  readonly restart: (keep: (fresh: T) => T) => Promise<void>;
  readonly amend: (change: (data: T) => T) => void;
}

function createFetcher<T>(load: () => Promise<Result<T>>): Fetcher<T> {
  let data = $state.raw<T | null>(null);
  let error = $state.raw<AppError | null>(null);
  let isLoading = $state(false);
  /** Fetches by number: the latest, the first that asked the present question, and the one that is shown. */
  let latest = 0;
  let first = 0;
  let shown = 0;
  const run = async (keep: (fresh: T, earlier: T | null) => T): Promise<void> => {
    const mine = (latest += 1);
    isLoading = true;
    const answer = await load();
    // While a later fetch is in progress, an answer to the same question is better than none.
    if (mine === latest) isLoading = false;
    else if (!answer.ok || mine < first || mine < shown) return;
    error = answer.ok ? null : answer.error;
    if (answer.ok) {
      shown = mine;
      data = keep(answer.value, data);
    } else if (shown < first) {
      // What is shown answers another question.
      data = null;
    }
  };
  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get isLoading() {
      return isLoading;
    },
    reload: () => run((fresh) => fresh),
    run,
    restart: (keep) => {
      first = latest + 1;
      return run(keep);
    },
    amend: (change) => {
      if (data !== null) data = change(data);
    },
  };
}

/** @param clockOf by which it changes with the time alone, as a sum over what is still open does; null: it does not. */
export function createQuery<T>(
  feed: Feed,
  load: () => Promise<Result<T>>,
  isRelevant: IsRelevant,
  clockOf: (data: T) => Clock | null = () => null,
): Query<T> {
  const fetcher = createFetcher(load);
  const clock = $derived(fetcher.data === null ? null : clockOf(fetcher.data));
  let followed: Clock | null = null;
  $effect(() => void fetcher.restart((fresh) => fresh));
  $effect(() => {
    const hasTicked = clock === followed;
    followed = clock;
    if (clock === null) return;
    clock();
    if (hasTicked) void untrack(fetcher.reload);
  });
  $effect(() => refetchOn(feed, isRelevant, () => void fetcher.reload()));
  return fetcher;
}

export interface PagedQuery<T> extends Query<Page<T>> {
  readonly loadOlder: () => Promise<void>;
}

interface PagedOptions<T> {
  /** `before`: undefined for the first page. */
  readonly load: (page: { readonly before: number | undefined; readonly limit: number }) => Promise<Result<Page<T>>>;
  readonly pageSize: number;
  readonly keyOf: (item: T) => number;
  readonly isRelevant: IsRelevant;
}

interface Pages<T> extends PagedQuery<T> {
  /** Restarts with the first page, of another list; older pages are dropped. */
  readonly begin: () => Promise<void>;
}

/** Without what it follows. */
export function createPages<T>({ load, pageSize, keyOf }: Omit<PagedOptions<T>, 'isRelevant'>): Pages<T> {
  let generation = 0;
  let hasOlder = false;
  /** What is shown is of the list before, until the first page has come. */
  let isOutdated = false;
  /** All that is shown is read again, since what is further down changes as well. */
  const shown = (): number => (hasOlder && !isOutdated ? (fetcher.data?.items.length ?? 0) : 0);
  const fetcher: Fetcher<Page<T>> = createFetcher(() =>
    load({ before: undefined, limit: Math.min(mostAtOnce, Math.max(pageSize, shown())) }),
  );
  const restart = (fresh: Page<T>): Page<T> => {
    generation += 1;
    hasOlder = false;
    isOutdated = false;
    return fresh;
  };
  let begun = Promise.resolve();
  const begin = (): Promise<void> => {
    isOutdated = true;
    begun = fetcher.restart(restart);
    return begun;
  };
  // It may overtake a restart.
  const refresh = (): Promise<void> =>
    fetcher.run((fresh, earlier) =>
      earlier !== null && hasOlder && !isOutdated ? mergeNewest(earlier, fresh, keyOf) : restart(fresh),
    );
  return {
    get data() {
      return fetcher.data;
    },
    get error() {
      return fetcher.error;
    },
    get isLoading() {
      return fetcher.isLoading;
    },
    begin,
    reload: refresh,
    loadOlder: async () => {
      // Of the list that is about to replace it.
      if (isOutdated) await begun;
      const next = fetcher.data?.next ?? null;
      if (next === null || isOutdated) return;
      const mine = generation;
      // From now on: a refresh that comes first keeps what these items are to follow.
      hasOlder = true;
      const answer = await load({ before: next, limit: pageSize });
      // Unless they no longer follow: a refresh that did not meet the list has replaced it.
      if (!answer.ok || mine !== generation || fetcher.data?.next !== next) return;
      fetcher.amend((data) => appendOlder(data, answer.value, keyOf));
    },
  };
}

export function createPagedQuery<T>(feed: Feed, options: PagedOptions<T>): PagedQuery<T> {
  const pages = createPages(options);
  $effect(() => void pages.begin());
  $effect(() => refetchOn(feed, options.isRelevant, () => void pages.reload()));
  return pages;
}
