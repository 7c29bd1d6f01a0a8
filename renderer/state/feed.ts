/**
 * The stream of events as the window's parts see it. While the page is hidden there is no subscription at all, so a
 * hidden window costs nothing; when it is shown again, or after a gap, everything that was fetched is fetched once more.
 */
import type { EngineEvent, VigilmonClient } from '../../electron/contract/api.ts';

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

export function createFeed(subscribe: VigilmonClient['subscribe'], visibility: Visibility): Feed {
  const events = createListeners<[EngineEvent]>();
  const stale = createListeners<[]>();
  let unsubscribe: (() => void) | null = null;

  const follow = (): void => {
    if (visibility.isVisible()) unsubscribe ??= subscribe(events.tell, stale.tell);
    else {
      unsubscribe?.();
      unsubscribe = null;
    }
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
        if (!wasFollowing && unsubscribe !== null) stale.tell();
      });
      return () => {
        stopWatching();
        unsubscribe?.();
        unsubscribe = null;
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
