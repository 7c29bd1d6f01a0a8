/** Which view is shown. Kept in the history's state; address.ts says which address it has. */
import { monitorKinds, type MonitorKind } from '../../electron/contract/monitors/registry.ts';

export type Route =
  /** `query`, here and below: what it shows; absent: all as usual. See overview-choice.ts. */
  | { readonly view: 'overview'; readonly query?: string }
  /** See history-choice.ts. */
  | { readonly view: 'monitor'; readonly id: string; readonly query?: string }
  /** `copyOf`: start with the fields of that monitor; `address`: with what it says, as recogniseAddress reads it. */
  | {
      readonly view: 'new-monitor';
      readonly kind: MonitorKind;
      readonly copyOf: string | null;
      readonly address?: string;
    }
  | { readonly view: 'edit-monitor'; readonly id: string }
  | { readonly view: 'discovery' }
  /** See incident-filter.ts. */
  | { readonly view: 'incidents'; readonly query?: string }
  | { readonly view: 'incident'; readonly id: number }
  /** `delivery`: the log begins with that one, which is open; `query`: see alerts-choice.ts. */
  | { readonly view: 'alerts'; readonly section?: string; readonly delivery?: number; readonly query?: string }
  /** `section`: where it is scrolled to, see views/sections.ts. */
  | { readonly view: 'settings'; readonly section?: string };

export const overviewRoute: Route = { view: 'overview' };

const plainViews = ['overview', 'discovery', 'incidents', 'alerts', 'settings'] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Reads a state from the browser's history; anything that is not a route becomes the overview. */
export function parseRoute(value: unknown): Route {
  if (!isRecord(value)) return overviewRoute;
  const { view, id, kind, copyOf, address, query, section, delivery } = value;
  const plain = plainViews.find((name) => name === view);
  const asked = typeof query === 'string' ? query : '';
  if (plain === 'incidents' || plain === 'overview') return withQuery({ view: plain }, asked);
  if ((plain === 'alerts' || plain === 'settings') && typeof section === 'string') {
    if (plain === 'settings') return { view: plain, section };
    return typeof delivery === 'number'
      ? { view: plain, section, delivery }
      : withQuery({ view: plain, section }, asked);
  }
  if (plain !== undefined) return { view: plain };
  if (view === 'monitor' && typeof id === 'string') return withQuery({ view, id }, asked);
  if (view === 'edit-monitor' && typeof id === 'string') return { view, id };
  if (view === 'incident' && typeof id === 'number') return { view, id };
  const known = monitorKinds.find((name) => name === kind);
  if (view === 'new-monitor' && known !== undefined) {
    const begun = { view, kind: known, copyOf: typeof copyOf === 'string' ? copyOf : null } as const;
    return typeof address === 'string' ? { ...begun, address } : begun;
  }
  return overviewRoute;
}

type AskedRoute = Extract<Route, { readonly query?: string }>;

/** @param query empty: all as usual. */
export function withQuery<R extends AskedRoute>(route: R, query: string): R {
  return query === '' ? route : { ...route, query };
}

/** The monitor that the sidebar marks as current. */
export function monitorOf(route: Route): string | null {
  return route.view === 'monitor' || route.view === 'edit-monitor' ? route.id : null;
}

/** Equal routes share one history entry. */
export function isSameRoute(a: Route, b: Route): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
