/**
 * The stream of events as the window's parts see it. While the page is hidden there is no subscription at all, so a
 * hidden window costs nothing; when it is shown again, or after a gap, everything that was fetched is fetched once more.
 * Being shown, the stream's opening and the host's own word of a gap come within a moment: that is one fetch, not three.
 */
import type { VigilmonClient } from '../../electron/contract/client.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';

export interface Visibility {
  readonly isVisible: () => boolean;
  /** @returns the function that ends it. */
  readonly onChange: (task: () => void) => () => void;
}

export interface Feed {
  readonly onEvent: (listener: (event: EngineEvent) => void) => () => void;
  /** What was fetched before may be stale: fetch it again. Not called at the start. */
  readonly onStale: (task: () => void) => () => void;
  /** False while the page is hidden: nothing comes in then, and nothing need be asked. */
  readonly isFollowing: () => boolean;
  /** @returns the function that stops it. */
  readonly start: () => () => void;
}

function createListeners<A extends unknown[]>(): {
  add: (f: (...a: A) => void) => () => void;
  tell: (...a: A) => void;
} {
  const all = new Set<(...a: A) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    tell: (...values) => {
      for (const listener of [...all]) listener(...values);
    },
  };
}

/** By then the stream of a page that is shown again is open, so that nothing falls between it and the fetch. */
export const settleMs = 100;

export type Delay = (task: () => void, ms: number) => () => void;

export function createFeed(subscribe: VigilmonClient['subscribe'], visibility: Visibility, delay: Delay): Feed {
  const events = createListeners<[EngineEvent]>();
  const stale = createListeners<[]>();
  let unsubscribe: (() => void) | null = null;
  let cancelTelling: (() => void) | null = null;

  const tellSoon = (): void => {
    cancelTelling ??= delay(() => {
      cancelTelling = null;
      stale.tell();
    }, settleMs);
  };
  const rest = (): void => {
    unsubscribe?.();
    unsubscribe = null;
    cancelTelling?.();
    cancelTelling = null;
  };
  const follow = (): void => {
    if (visibility.isVisible()) unsubscribe ??= subscribe(events.tell, tellSoon);
    else rest();
  };
  return {
    onEvent: events.add,
    onStale: stale.add,
    isFollowing: () => unsubscribe !== null,
    start: () => {
      follow();
      const stopWatching = visibility.onChange(() => {
        const wasFollowing = unsubscribe !== null;
        follow();
        if (!wasFollowing && unsubscribe !== null) tellSoon();
      });
      return () => {
        stopWatching();
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
