import { isSameRoute, overviewRoute, parseRoute, type Route } from './route.ts';

/** Called before the view is left. False keeps it; `proceed` then leaves it after all. */
type MayLeave = (proceed: () => void) => boolean;

type Write = (state: Route) => void;

export interface Router {
  readonly route: Route;
  /** Where the user went last. A filter or a range that replaces its entry does not change it. */
  readonly destination: Route;
  readonly go: (route: Route) => void;
  /** Replaces the current entry, for example so that Back does not return to a saved form. */
  readonly replace: (route: Route) => void;
  readonly back: () => void;
  /** `listener` is called whenever Back, Forward or an address from outside has led somewhere. */
  readonly onArrival: (listener: () => void) => void;
  /** @returns what removes the guard. */
  readonly guard: (mayLeave: MayLeave) => () => void;
}

/** Follows the history's state for as long as the page lives. */
export function createRouter({ history, addEventListener, takeAddress, urlOf }: RouterWindow): Router {
  /** An entry without a state was created from outside, by its address. */
  const routeOf = (state: unknown): Route => (state === null ? takeAddress?.() : null) ?? parseRoute(state);
  const first = routeOf(history.state);
  let route = $state.raw<Route>(first);
  let destination = $state.raw<Route>(first);
  /** The newest first. */
  const guards: MayLeave[] = [];
  const listeners: (() => void)[] = [];
  const unguard = (mayLeave: MayLeave): void => {
    if (guards.includes(mayLeave)) guards.splice(guards.indexOf(mayLeave), 1);
  };

  /** `leave`: for a view that was first kept and is then left after all. @returns whether the next view is shown. */
  const set = (next: Route, write: Write, leave = (): unknown => set(next, write)): boolean => {
    if (isSameRoute(next, route)) return true;
    const isKept = guards.some(
      (mayLeave) =>
        !mayLeave(() => {
          unguard(mayLeave);
          leave();
        }),
    );
    if (isKept) return false;
    write(next);
    route = next;
    if (write !== replace) destination = next;
    return true;
  };
  const push: Write = (state) => history.pushState(state, '', urlOf(state));
  const replace: Write = (state) => history.replaceState(state, '', urlOf(state));
  replace(first);
  addEventListener('popstate', (event) => {
    const before = route;
    const next = routeOf(event.state);
    const arrive = (write: Write): boolean => {
      if (!set(next, write, () => arrive(push))) return false;
      if (event.state === null) replace(next);
      for (const listener of listeners) listener();
      return true;
    };
    // The browser has navigated already; a view that is kept becomes the newest entry again.
    if (!arrive(() => {})) push(before);
  });

  return {
    get route() {
      return route;
    },
    get destination() {
      return destination;
    },
    /** An overview for which nothing is asked is as it was left, so it is there already. */
    go: (next) => {
      const isThere = next.view === 'overview' && next.query === undefined && route.view === 'overview';
      if (!isThere) set(next, push);
    },
    replace: (next) => void set(next, replace),
    back: () => {
      if (history.length > 1) history.back();
      else set(overviewRoute, replace);
    },
    onArrival: (listener) => void listeners.push(listener),
    guard: (mayLeave) => {
      guards.unshift(mayLeave);
      return () => unguard(mayLeave);
    },
  };
}

/** The parts of the window that are used. */
export interface RouterWindow {
  readonly history: Pick<History, 'state' | 'length' | 'back' | 'pushState' | 'replaceState'>;
  /** What the address requests, as a click on a notification does, read once; null: nothing. */
  readonly takeAddress?: () => Route | null;
  /** The address that names the view. */
  readonly urlOf: (route: Route) => string;
  readonly addEventListener: (type: 'popstate', listener: (event: { readonly state: unknown }) => void) => void;
}
