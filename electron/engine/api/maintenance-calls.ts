/** Maintenance windows: plan, start and end. */
import {
  longestMaintenanceMs,
  mostCalendarPeriods,
  type MaintenanceView,
  type MaintenanceWindow,
  type PlannedMaintenance,
} from '../../contract/model/maintenance.ts';
import { problem } from '../../contract/problems.ts';
import { refused, refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { isCovered } from '../maintenance/maintenance-list.ts';
import { normaliseMaintenance } from '../maintenance/normalise.ts';
import {
  activeUntil,
  nextPeriod,
  periodsBetween,
  replaceWindow,
  type PlannedWindow,
} from '../maintenance/window-times.ts';
import { notFound, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import type { MonitorWrite } from './monitor-changes.ts';

const shortestMaintenanceMs = 60_000;

export function prepareMaintenance({ store, maintenance }: CallContext, planned: PlannedWindow): MonitorWrite {
  return {
    write() {
      store.maintenance.save(planned);
      return () => maintenance.put(planned);
    },
  };
}

export function removeMaintenance({ store, maintenance }: CallContext, id: string): MonitorWrite {
  return {
    write() {
      store.maintenance.delete(id);
      return () => maintenance.remove(id);
    },
  };
}

export function announceMaintenance({ maintaining, emit }: CallContext): void {
  maintaining.review();
  emit({ type: 'maintenance' });
}

export function maintenanceCalls(context: CallContext): Handlers['maintenance'] {
  const { store, maintenance, registry, clock, exclusive } = context;

  function commit(write: MonitorWrite): void {
    store.transaction(write.write)();
    announceMaintenance(context);
  }

  function put(planned: PlannedWindow): Outcome<MaintenanceView> {
    commit(prepareMaintenance(context, planned));
    return ok(viewOf(context, planned));
  }

  function normalise(input: Parameters<typeof normaliseMaintenance>[0]): Outcome<MaintenanceWindow> {
    const existing = maintenance.find(input.id ?? '')?.window ?? null;
    const takenIds = new Set(maintenance.all().map(({ window }) => window.id));
    return normaliseMaintenance(input, {
      existing,
      takenIds,
      source: existing?.source ?? 'hand',
      // A window outlives the monitors that it names.
      monitors: new Set([...registry.ids(), ...(existing?.covers.monitors ?? [])]),
    });
  }

  return {
    list: () => ok(maintenance.all().map((planned) => viewOf(context, planned))),
    save: (input) =>
      exclusive(async () => {
        const made = normalise(input);
        return made.ok ? put(replaceWindow(maintenance.find(made.value.id), made.value)) : made;
      }),
    delete: ({ id }) =>
      exclusive(async () => {
        if (maintenance.find(id) === null) return notFound('maintenance', id);
        commit(removeMaintenance(context, id));
        return ok(null);
      }),
    start: ({ name, covers, duration }) =>
      exclusive(async () => {
        if (duration < shortestMaintenanceMs || duration > longestMaintenanceMs) {
          const bounds = { least: shortestMaintenanceMs, most: longestMaintenanceMs };
          return refusedFields({ duration: problem('duration-not-in-range', bounds) });
        }
        const nowMs = clock.now();
        const [from, to] = [new Date(nowMs).toISOString(), new Date(nowMs + duration).toISOString()];
        const made = normalise({ name, covers, from: withoutMs(from), to: withoutMs(to) });
        return made.ok ? put({ window: made.value, endedAt: null }) : made;
      }),
    end: ({ id }) =>
      exclusive(async () => {
        const planned = maintenance.find(id);
        if (planned === null) return notFound('maintenance', id);
        const nowMs = clock.now();
        if (activeUntil(planned, nowMs) === null)
          return refused('maintenance-not-active', { name: planned.window.name });
        return put({ ...planned, endedAt: nowMs });
      }),
    calendar: ({ from, to }) => (from < to ? ok(calendarOf(context, { from, to })) : notBefore()),
  };
}

function notBefore(): Outcome<never> {
  return refusedFields({ from: problem('not-before', { field: 'to' }) });
}

function withoutMs(iso: string): string {
  return iso.replace(/\.\d+Z$/u, 'Z');
}

function viewOf({ registry, clock }: CallContext, planned: PlannedWindow): MaintenanceView {
  const nowMs = clock.now();
  return {
    ...planned.window,
    activeUntil: activeUntil(planned, nowMs),
    next: nextPeriod(planned, nowMs),
    monitors: registry.all().filter(({ monitor }) => isCovered(monitor, planned.window)).length,
  };
}

function calendarOf(
  { maintenance }: CallContext,
  range: { readonly from: number; readonly to: number },
): readonly PlannedMaintenance[] {
  return maintenance
    .all()
    .flatMap((planned) => {
      const { id, name } = planned.window;
      return periodsBetween(planned, range, mostCalendarPeriods).map((period) => ({ id, name, ...period }));
    })
    .sort((a, b) => a.from - b.from)
    .slice(0, mostCalendarPeriods);
}
