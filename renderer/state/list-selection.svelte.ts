/** Which monitors are selected, in the sidebar's list and in the overview's table alike. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';

export interface Selection {
  /** None while another monitor is open than that at which they were selected. */
  readonly selected: ReadonlySet<string>;
  /** In the list's order. */
  readonly selectedMonitors: readonly MonitorSummary[];
  readonly select: (ids: Iterable<string>) => void;
  /**
   * What a menu or a key at that monitor applies to: the whole selection, if the monitor is part of it; null: no row.
   */
  readonly targets: (id: string | null) => readonly MonitorSummary[];
}

interface Selectable {
  readonly all: () => readonly MonitorSummary[];
  /** Those that match the search. */
  readonly shown: () => readonly MonitorSummary[];
  /** The open monitor; null: none. */
  readonly current: () => string | null;
}

export function createSelection({ all, shown, current }: Selectable): Selection {
  let chosen = $state.raw<{ readonly ids: ReadonlySet<string>; readonly at: string | null }>({
    ids: new Set(),
    at: null,
  });
  // Deleted or filtered rows are deselected.
  const isElsewhere = $derived(current() !== null && current() !== chosen.at);
  const selectedMonitors = $derived(isElsewhere ? [] : shown().filter(({ id }) => chosen.ids.has(id)));
  const selected = $derived(new Set(selectedMonitors.map(({ id }) => id)));
  return {
    get selected() {
      return selected;
    },
    get selectedMonitors() {
      return selectedMonitors;
    },
    select: (ids) => {
      chosen = { ids: new Set(ids), at: current() };
    },
    targets: (id) => {
      const several = selected.size > 1 && (id === null || selected.has(id));
      return several ? selectedMonitors : all().filter((one) => one.id === id);
    },
  };
}
