/**
 * The event stream for the window's parts. A hidden page has no subscription, so it costs nothing; when it is shown
 * again, or after a gap, everything is fetched again. The page's becoming visible, the stream's opening and the host's
 * report of a gap come within a moment: they cause one fetch, not three.
 */
import type { VigilmonClient } from '../../electron/contract/client.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';

interface Visibility {
  readonly isVisible: () => boolean;
  /** @returns what unsubscribes. */
  readonly onChange: (task: () => void) => () => void;
}

export interface Feed {
  readonly onEvent: (listener: (event: EngineEvent) => void) => () => void;
  /** Earlier data may be stale: fetch it again. Not called at the start. */
  readonly onStale: (task: () => void) => () => void;
  /** False while the page is hidden: no events arrive, and nothing needs to be fetched. */
  readonly isFollowing: () => boolean;
  /** @returns what stops it. */
  readonly start: () => () => void;
}

function createListeners<A extends unknown[]>(): {
  add: (f: (...a: A) => void) => () => void;
  notify: (...a: A) => void;
} {
  const all = new Set<(...a: A) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    notify: (...values) => {
      for (const listener of [...all]) listener(...values);
    },
  };
}

/** By then the stream of a page that is shown again is open, so no event is lost between it and the fetch. */
export const settleMs = 100;
/** The first time all is being fetched anyway: what was missed until the stream opened can wait until that is drawn. */
export const firstSettleMs = 500;

export type Delay = (task: () => void, ms: number) => () => void;

export function createFeed(subscribe: VigilmonClient['subscribe'], visibility: Visibility, delay: Delay): Feed {
  const events = createListeners<[EngineEvent]>();
  const stale = createListeners<[]>();
  let unsubscribe: (() => void) | null = null;
  let cancelNotify: (() => void) | null = null;

  /** All that is known was fetched at the start, and nothing was missed since but by this stream's opening. */
  let isFresh = false;

  const notifyStale = (): void => {
    cancelNotify ??= delay(
      () => {
        cancelNotify = null;
        isFresh = false;
        stale.notify();
      },
      isFresh ? firstSettleMs : settleMs,
    );
  };
  const rest = (): void => {
    unsubscribe?.();
    unsubscribe = null;
    cancelNotify?.();
    cancelNotify = null;
    isFresh = false;
  };
  const follow = (): void => {
    if (visibility.isVisible()) unsubscribe ??= subscribe(events.notify, notifyStale);
    else rest();
  };
  return {
    onEvent: events.add,
    onStale: stale.add,
    isFollowing: () => unsubscribe !== null,
    start: () => {
      isFresh = visibility.isVisible();
      follow();
      const stopVisibility = visibility.onChange(() => {
        const wasFollowing = unsubscribe !== null;
        follow();
        if (!wasFollowing && unsubscribe !== null) notifyStale();
      });
      return () => {
        stopVisibility();
        rest();
      };
    },
  };
}

export function pageVisibility(document: Document): Visibility {
  return {
    isVisible: () => document.visibilityState === 'visible',
    onChange: (task) => {
      document.addEventListener('visibilitychange', task);
      return () => {
        document.removeEventListener('visibilitychange', task);
      };
    },
  };
}
