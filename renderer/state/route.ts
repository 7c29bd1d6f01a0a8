/** Which view is shown. Kept in the history's state; address.ts says which address it has. */
import { monitorKinds, type MonitorKind } from '../../electron/contract/monitors/registry.ts';

export type Route =
  | { readonly view: 'overview' }
  /** `chart`: the chosen one (views/monitor/charts.ts); absent: as usual. */
  | { readonly view: 'monitor'; readonly id: string; readonly chart?: string }
  /** `copyOf`: start with the fields of that monitor; `address`: with what it says, as recogniseAddress reads it. */
  | {
      readonly view: 'new-monitor';
      readonly kind: MonitorKind;
      readonly copyOf: string | null;
      readonly address?: string;
    }
  | { readonly view: 'edit-monitor'; readonly id: string }
  | { readonly view: 'discovery' }
  /** `query`: what it shows, see incident-filter.ts; absent: all as usual. */
  | { readonly view: 'incidents'; readonly query?: string }
  | { readonly view: 'incident'; readonly id: number }
  /** `delivery`: the log begins with that one, which is open. */
  | { readonly view: 'alerts'; readonly section?: string; readonly delivery?: number }
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
  const { view, id, kind, copyOf, address, query, chart, section, delivery } = value;
  const plain = plainViews.find((name) => name === view);
  if (plain === 'incidents' && typeof query === 'string') return { view: plain, query };
  if ((plain === 'alerts' || plain === 'settings') && typeof section === 'string') {
    return plain === 'alerts' && typeof delivery === 'number'
      ? { view: plain, section, delivery }
      : { view: plain, section };
  }
  if (plain !== undefined) return { view: plain };
  if (view === 'monitor' && typeof id === 'string') return monitorRoute(id, chart);
  if (view === 'edit-monitor' && typeof id === 'string') return { view, id };
  if (view === 'incident' && typeof id === 'number') return { view, id };
  const known = monitorKinds.find((name) => name === kind);
  if (view === 'new-monitor' && known !== undefined) {
    const begun = { view, kind: known, copyOf: typeof copyOf === 'string' ? copyOf : null } as const;
    return typeof address === 'string' ? { ...begun, address } : begun;
  }
  return overviewRoute;
}

export function monitorRoute(id: string, chart: unknown): Extract<Route, { view: 'monitor' }> {
  return typeof chart === 'string' ? { view: 'monitor', id, chart } : { view: 'monitor', id };
}

/** The monitor that the sidebar marks as current. */
export function monitorOf(route: Route): string | null {
  return route.view === 'monitor' || route.view === 'edit-monitor' ? route.id : null;
}

/** Equal routes share one history entry. */
export function isSameRoute(a: Route, b: Route): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
