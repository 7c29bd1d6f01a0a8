/**
 * Turns a parsed configuration file into the records to store: all normalised, and every error collected under its path
 * in the file. Changes nothing.
 */
import type { Channel } from '../../contract/channels/registry.ts';
import type { Location } from '../../contract/locations/registry.ts';
import type { MaintenanceWindow } from '../../contract/model/maintenance.ts';
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import type { Settings } from '../../contract/model/program.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedConfig } from '../../contract/schemas.ts';
import { normaliseChannel } from '../notifications/channels/normalise.ts';
import { normaliseRules } from '../notifications/normalise-rules.ts';
import { dependencyProblem, type FindMonitor } from '../dependencies/problems.ts';
import { withLocationProblems, type FindLocation } from '../locations/fitting.ts';
import { normaliseLocation } from '../locations/normalise.ts';
import { normaliseMaintenance } from '../maintenance/normalise.ts';
import { normaliseMonitor } from '../monitors/normalise.ts';
import { hashOfToken } from '../runtime/secrets.ts';
import type { CallContext } from './context.ts';
import { tokenMaker } from './monitor-changes.ts';
import { mergeSettings } from './program-calls.ts';
import type { NewRule, RuleRecord } from '../store/rule-repository.ts';

export interface Plan {
  readonly locations: readonly Location[];
  readonly channels: readonly Channel[];
  readonly rules: readonly NewRule[];
  readonly monitors: readonly Monitor[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly settings: Settings;
}

type Fields = Record<string, Problem>;
type Collect = <T>(prefix: string, result: Outcome<T>) => readonly T[];

export function planConfig(context: CallContext, config: ParsedConfig): Outcome<Plan> {
  const { alertConfig, registry, settings } = context;
  const fields: Fields = {};
  const collect = collectInto(fields);
  const locations = planLocations(context, config, collect);
  const channels = planChannels(context, config, collect);
  const monitors = planMonitors(context, config, { collect, find: findAfter(context, locations) });
  refuseSharedTokens(context, monitors, fields);
  refuseDependencies(context, monitors, fields);
  const known = {
    channels: idsAfter(channels, alertConfig.channels()),
    monitors: idsAfter(
      monitors,
      registry.all().map(({ monitor }) => monitor),
    ),
  };
  const rules = collect('rules', normaliseRules(config.rules ?? [], known, 'file')).flat();
  const windows = planMaintenance(context, config, { collect, monitors: known.monitors });
  const [merged] = collect(
    'settings',
    mergeSettings(settings.current(), config.settings ?? {}, channelsAfter(channels, alertConfig.channels())),
  );
  if (merged === undefined || Object.keys(fields).length > 0) return refusedFields(fields);
  return ok({
    locations,
    channels,
    rules: mergeRules(rules, alertConfig.rules(), config),
    monitors,
    maintenance: windows,
    settings: merged,
  });
}

/** Returns a value as a list of one; of a refusal it collects the fields under the prefix, and returns none. */
function collectInto(fields: Fields): Collect {
  return (prefix, result) => {
    if (result.ok) return [result.value];
    for (const [path, found] of Object.entries(result.error.fields ?? {})) fields[`${prefix}.${path}`] = found;
    return [];
  };
}

function planChannels({ alertConfig }: CallContext, config: ParsedConfig, collect: Collect): readonly Channel[] {
  const takenIds = new Set<string>();
  return (config.channels ?? []).flatMap((input, index) => {
    const existing = alertConfig.find(input.id ?? '')?.channel ?? null;
    const options = { existing, takenIds, source: 'file' as const };
    const made = badId(takenIds, input.id) ?? normaliseChannel(input, options);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`channels.${String(index)}`, made);
  });
}

function planLocations(context: CallContext, config: ParsedConfig, collect: Collect): readonly Location[] {
  const takenIds = new Set<string>();
  return (config.locations ?? []).flatMap((input, index) => {
    const existing = context.locations.find(input.id ?? '');
    const made = badId(takenIds, input.id) ?? normaliseLocation(input, { existing, takenIds, source: 'file' });
    if (made.ok) takenIds.add(made.value.id);
    return collect(`locations.${String(index)}`, made);
  });
}

interface MaintenancePlanning {
  readonly collect: Collect;
  readonly monitors: ReadonlySet<string>;
}

function planMaintenance(
  context: CallContext,
  config: ParsedConfig,
  { collect, monitors }: MaintenancePlanning,
): readonly MaintenanceWindow[] {
  const takenIds = new Set<string>();
  return (config.maintenance ?? []).flatMap((input, index) => {
    const existing = context.maintenance.find(input.id ?? '')?.window ?? null;
    const options = { existing, takenIds, source: 'file' as const, monitors };
    const made = badId(takenIds, input.id) ?? normaliseMaintenance(input, options);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`maintenance.${String(index)}`, made);
  });
}

/** Locations of the file, and those of another source, which stay. */
function findAfter({ locations }: CallContext, planned: readonly Location[]): FindLocation {
  const byId = new Map(planned.map((location) => [location.id, location]));
  return (id) => {
    const staying = locations.find(id);
    return byId.get(id) ?? (staying?.source === 'file' ? null : staying);
  };
}

interface MonitorPlanning {
  readonly collect: Collect;
  readonly find: FindLocation;
}

function planMonitors(
  context: CallContext,
  config: ParsedConfig,
  { collect, find }: MonitorPlanning,
): readonly Monitor[] {
  const takenIds = new Set<string>();
  return (config.monitors ?? []).flatMap((input, index) => {
    const existing = context.registry.find(input.id ?? '')?.monitor ?? null;
    const options = { existing, takenIds, source: 'file' as const, makeToken: tokenMaker(context) };
    const made = badId(takenIds, input.id) ?? withLocationProblems(normaliseMonitor(input, options), find);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`monitors.${String(index)}`, made);
  });
}

/** Records of a file are identified by their id, so each needs its own. */
function badId(takenIds: ReadonlySet<string>, id: string | undefined): Outcome<never> | null {
  if (id === undefined) return refusedFields({ id: problem('required-in-file') });
  return takenIds.has(id) ? refusedFields({ id: problem('twice-in-file') }) : null;
}

/** The ids that rules may name: records of the file, and those of another source, which stay. */
function idsAfter(
  planned: readonly { readonly id: string }[],
  current: readonly { readonly id: string; readonly source: string }[],
): ReadonlySet<string> {
  const staying = current.filter(({ source }) => source !== 'file');
  return new Set([...planned, ...staying].map(({ id }) => id));
}

function channelsAfter(planned: readonly Channel[], current: readonly Channel[]): readonly Channel[] {
  return [...planned, ...current.filter(({ source }) => source !== 'file')];
}

/** Rules of a file replace the default one; rules made by hand stay, after those of the file. */
function mergeRules(
  fromFile: readonly NewRule[],
  current: readonly RuleRecord[],
  config: ParsedConfig,
): readonly NewRule[] {
  const isStaying = ({ source }: RuleRecord): boolean =>
    source === 'hand' || (source === 'default' && config.rules === undefined);
  const staying = current.filter(isStaying).map(({ id: _, ...rule }) => rule);
  return [...fromFile, ...staying];
}

/** Monitors of the file, and those of another source, which stay. */
function refuseDependencies({ registry }: CallContext, monitors: readonly Monitor[], fields: Fields): void {
  const planned = new Map(monitors.map((monitor) => [monitor.id, monitor]));
  const find: FindMonitor = (id) => {
    const staying = registry.find(id)?.monitor ?? null;
    return planned.get(id) ?? (staying?.source === 'file' ? null : staying);
  };
  monitors.forEach((monitor, index) => {
    const found = dependencyProblem(monitor, find);
    if (found !== null) fields[`monitors.${String(index)}.dependsOn`] = found;
  });
}

function refuseSharedTokens({ registry }: CallContext, monitors: readonly Monitor[], fields: Fields): void {
  const owners = new Map<string, string>();
  const planned = new Set(monitors.map(({ id }) => id));
  for (const { monitor } of registry.all()) {
    const isStaying = monitor.source !== 'file' && !planned.has(monitor.id);
    if (isPinged(monitor) && isStaying) owners.set(hashOfToken(monitor.token), monitor.id);
  }
  monitors.forEach((monitor, index) => {
    if (!isPinged(monitor)) return;
    const owner = owners.get(hashOfToken(monitor.token));
    if (owner !== undefined) fields[`monitors.${String(index)}.token`] = problem('token-of-another', { id: owner });
    owners.set(hashOfToken(monitor.token), monitor.id);
  });
}
