/** How each monitor is handed over: checked by a blackbox_exporter through a module, or kept and scraped from Vigilmon. */
import { isDeepStrictEqual } from 'node:util';
import type { Location, LocationKind, LocationOf } from '../../../../contract/locations/registry.ts';
import type { Assertion } from '../../../../contract/model/monitor.ts';
import { isProbed, type Monitor, type ProbedMonitor } from '../../../../contract/monitors/registry.ts';
import { formatDuration } from '../../../../contract/duration.ts';
import type { ExportContext } from './context.ts';
import { proberOf, reportUnknownFields, type Module } from './probers.ts';

export interface ProbedPlan {
  readonly monitor: ProbedMonitor;
  readonly target: string;
  readonly module: string;
  readonly exporters: readonly LocationOf<'blackbox'>[];
}

export interface Plan {
  readonly modules: Readonly<Record<string, Module>>;
  readonly probed: readonly ProbedPlan[];
  /** Vigilmon goes on checking these. */
  readonly kept: readonly Monitor[];
}

interface Planned {
  readonly monitors: readonly Monitor[];
  readonly locations: readonly Location[];
}

export function planExport({ monitors, locations }: Planned, context: ExportContext): Plan {
  const modules: Record<string, Module> = {};
  const probed: ProbedPlan[] = [];
  const kept: Monitor[] = [];
  for (const monitor of monitors) {
    const prober = proberOf(monitor);
    if (!monitor.enabled) context.note({ code: 'disabled', facts: { monitor: monitor.id } });
    else if (prober === null || !isProbed(monitor)) {
      kept.push(monitor);
      context.note({ code: 'kept-here', facts: { monitor: monitor.id } });
    } else {
      reportUnknownFields(monitor, prober, context);
      const module = nameOf(withCommon(prober.module(monitor, context), monitor), monitor.id, modules);
      probed.push({
        monitor,
        target: prober.target(monitor),
        module,
        exporters: exportersOf(monitor, locations, context),
      });
    }
  }
  return { modules, probed, kept };
}

/** The fields of all modules. `auto` takes whatever the name resolves to, IPv4 first. */
function withCommon({ prober, ...settings }: Module, { timeout, ...monitor }: ProbedMonitor): Module {
  const ipFamily = 'ipFamily' in monitor ? monitor.ipFamily : 'auto';
  const family = {
    preferred_ip_protocol: ipFamily === 6 ? 'ip6' : 'ip4',
    ...(ipFamily === 'auto' ? {} : { ip_protocol_fallback: false }),
  };
  const own = settings[prober] as object;
  return { prober, timeout: formatDuration(timeout), [prober]: { ...own, ...family } };
}

/** Monitors that check alike share a module, named for the first of them. */
function nameOf(module: Module, id: string, modules: Record<string, Module>): string {
  const known = Object.entries(modules).find(([, one]) => isDeepStrictEqual(one, module));
  if (known !== undefined) return known[0];
  const name = `${module.prober}_${id.replaceAll('-', '_')}`;
  modules[name] = module;
  return name;
}

type Exporters = { readonly [K in LocationKind]: ((location: LocationOf<K>) => LocationOf<'blackbox'>) | null };

/** Null: Prometheus cannot ask it itself. */
const exporters: Exporters = { blackbox: (location) => location, globalping: null, proxy: null };

function exportersOf(
  monitor: ProbedMonitor,
  locations: readonly Location[],
  { note }: ExportContext,
): ProbedPlan['exporters'] {
  const found = new Map(
    locations.flatMap((location) => {
      const take = exporters[location.kind] as ((one: Location) => LocationOf<'blackbox'>) | null;
      return take === null ? [] : [[location.id, take(location)] as const];
    }),
  );
  const left = monitor.locations.filter((id) => !found.has(id));
  if (left.length > 0) note({ code: 'locations-left-out', facts: { monitor: monitor.id, locations: left } });
  return monitor.locations.flatMap((id) => found.get(id) ?? []);
}

/** Of kinds that have any. */
export function assertionsOf(monitor: Monitor): readonly Assertion[] {
  return 'assertions' in monitor ? monitor.assertions : [];
}
