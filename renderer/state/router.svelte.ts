import { isSameRoute, overviewRoute, parseRoute, routeOfAddress, type Route } from './route.ts';

export interface Router {
  readonly route: Route;
  readonly go: (route: Route) => void;
  /** Takes the place of the current entry: a saved form is not gone back to. */
  readonly replace: (route: Route) => void;
  readonly back: () => void;
  /** Asked before the view is left; false keeps it. */
  readonly guard: (mayLeave: () => boolean) => () => void;
}

/** Follows the history's state for as long as the page lives. */
export function createRouter(window: Window): Router {
  /** An entry without a state was made from outside, by its address. */
  const routeOf = (state: unknown): Route =>
    (state === null ? routeOfAddress(window.location.hash) : null) ?? parseRoute(state);
  /** From then on the state alone says which view it is, and the same address can ask again. */
  const settle = (settled: Route): void => {
    const { pathname, search } = window.location;
    window.history.replaceState(settled, '', pathname + search);
  };
  let route = $state.raw<Route>(routeOf(window.history.state));
  let mayLeave: (() => boolean) | null = null;

  const set = (next: Route, write: (state: Route) => void): void => {
    if (isSameRoute(next, route) || (mayLeave !== null && !mayLeave())) return;
    mayLeave = null;
    write(next);
    route = next;
  };
  settle(routeOf(window.history.state));
  window.addEventListener('popstate', (event) => {
    const next = routeOf(event.state);
    if (mayLeave !== null && !mayLeave()) {
      window.history.pushState(route, '');
      return;
    }
    mayLeave = null;
    route = next;
    if (event.state === null) settle(next);
  });

  return {
    get route() {
      return route;
    },
    go: (next) => set(next, (state) => window.history.pushState(state, '')),
    replace: (next) => set(next, (state) => window.history.replaceState(state, '')),
    back: () => {
      if (window.history.length > 1) window.history.back();
      else set(overviewRoute, (state) => window.history.replaceState(state, ''));
    },
    guard: (question) => {
      mayLeave = question;
      return () => {
        if (mayLeave === question) mayLeave = null;
      };
    },
  };
}
