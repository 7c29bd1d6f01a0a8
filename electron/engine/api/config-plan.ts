/**
 * Turns a parsed configuration file into the records to store: all normalised, and every error collected under its path
 * in the file. Changes nothing.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Channel } from '../../contract/channels/registry.ts';
import type { Location } from '../../contract/locations/registry.ts';
import type { MaintenanceWindow } from '../../contract/model/maintenance.ts';
import type { Source } from '../../contract/model/monitor.ts';
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
import type { NewRule } from '../store/rule-repository.ts';

export interface Plan {
  readonly locations: readonly Location[];
  readonly channels: readonly Channel[];
  readonly rules: readonly NewRule[];
  readonly monitors: readonly Monitor[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly settings: Settings;
}

export interface Sourced {
  readonly source: Source;
}

/** Whose the records of a file are. */
export interface Ownership {
  readonly sourceOf: (existing: Sourced | null) => Source;
  /** Whether a record that the file does not have is left alone. */
  readonly leaves: (record: Sourced) => boolean;
  readonly mergeRules: (fromFile: readonly NewRule[] | null, current: readonly NewRule[]) => readonly NewRule[];
}

/** The file's: what it no longer has is removed. Its rules replace the default one; those made by hand stay after them. */
export const applied: Ownership = {
  sourceOf: () => 'file',
  leaves: ({ source }) => source !== 'file',
  mergeRules: (fromFile, current) => [
    ...(fromFile ?? []),
    ...current.filter(({ source }) => source === 'hand' || (source === 'default' && fromFile === null)),
  ],
};

/** As if made by hand: added to what is there, which keeps its source. Of rules only the default one is replaced. */
export const imported: Ownership = {
  sourceOf: (existing) => existing?.source ?? 'hand',
  leaves: () => true,
  mergeRules(fromFile, current) {
    if (fromFile === null) return current;
    const kept = current.filter((rule) => rule.source !== 'default' || hasRule(fromFile, rule));
    return [...kept, ...fromFile.filter((rule) => !hasRule(current, rule))];
  },
};

/** Whoever made it. */
export function hasRule(rules: readonly NewRule[], { source: _, ...wanted }: NewRule): boolean {
  return rules.some(({ source: _source, ...rule }) => isDeepStrictEqual(rule, wanted));
}

type Fields = Record<string, Problem>;
type Collect = <T>(prefix: string, result: Outcome<T>) => readonly T[];

interface Planning {
  readonly config: ParsedConfig;
  readonly ownership: Ownership;
  readonly fields: Fields;
  readonly collect: Collect;
}

export function planConfig(context: CallContext, config: ParsedConfig, ownership: Ownership): Outcome<Plan> {
  const { alertConfig, registry, settings } = context;
  const fields: Fields = {};
  const planning = { config, ownership, fields, collect: collectInto(fields) };
  const { collect } = planning;
  const locations = planLocations(context, planning);
  const channels = planChannels(context, planning);
  const monitors = planMonitors(context, planning, findAfter(context, planning, locations));
  refuseSharedTokens(context, planning, monitors);
  refuseDependencies(context, planning, monitors);
  const channelsAfter = [...channels, ...alertConfig.channels().filter(ownership.leaves)];
  const leftMonitors = registry.all().flatMap(({ monitor }) => (ownership.leaves(monitor) ? [monitor] : []));
  const known = { channels: idsOf(channelsAfter), monitors: idsOf([...monitors, ...leftMonitors]) };
  const source = ownership.sourceOf(null);
  const rules = collect('rules', normaliseRules(config.rules ?? [], known, source)).flat();
  const windows = planMaintenance(context, planning, known.monitors);
  const [merged] = collect('settings', mergeSettings(settings.current(), config.settings ?? {}, channelsAfter));
  if (merged === undefined || Object.keys(fields).length > 0) return refusedFields(fields);
  return ok({
    locations,
    channels,
    rules: ownership.mergeRules(
      config.rules === undefined ? null : rules,
      alertConfig.rules().map(({ id: _, ...rule }) => rule),
    ),
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

function planChannels({ alertConfig }: CallContext, { config, ownership, collect }: Planning): readonly Channel[] {
  const takenIds = new Set<string>();
  return (config.channels ?? []).flatMap((input, index) => {
    const existing = alertConfig.find(input.id ?? '')?.channel ?? null;
    const options = { existing, takenIds, source: ownership.sourceOf(existing) };
    const made = badId(takenIds, input.id) ?? normaliseChannel(input, options);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`channels.${String(index)}`, made);
  });
}

function planLocations({ locations }: CallContext, { config, ownership, collect }: Planning): readonly Location[] {
  const takenIds = new Set<string>();
  return (config.locations ?? []).flatMap((input, index) => {
    const existing = locations.find(input.id ?? '');
    const options = { existing, takenIds, source: ownership.sourceOf(existing) };
    const made = badId(takenIds, input.id) ?? normaliseLocation(input, options);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`locations.${String(index)}`, made);
  });
}

function planMaintenance(
  { maintenance }: CallContext,
  { config, ownership, collect }: Planning,
  monitors: ReadonlySet<string>,
): readonly MaintenanceWindow[] {
  const takenIds = new Set<string>();
  return (config.maintenance ?? []).flatMap((input, index) => {
    const existing = maintenance.find(input.id ?? '')?.window ?? null;
    const options = { existing, takenIds, source: ownership.sourceOf(existing), monitors };
    const made = badId(takenIds, input.id) ?? normaliseMaintenance(input, options);
    if (made.ok) takenIds.add(made.value.id);
    return collect(`maintenance.${String(index)}`, made);
  });
}

/** Locations of the file, and those that stay. */
function findAfter({ locations }: CallContext, { ownership }: Planning, planned: readonly Location[]): FindLocation {
  const byId = new Map(planned.map((location) => [location.id, location]));
  return (id) => byId.get(id) ?? staying(locations.find(id), ownership);
}

function staying<T extends Sourced>(record: T | null, { leaves }: Ownership): T | null {
  return record !== null && leaves(record) ? record : null;
}

function planMonitors(
  context: CallContext,
  { config, ownership, collect }: Planning,
  find: FindLocation,
): readonly Monitor[] {
  const takenIds = new Set<string>();
  return (config.monitors ?? []).flatMap((input, index) => {
    const existing = context.registry.find(input.id ?? '')?.monitor ?? null;
    const options = { existing, takenIds, source: ownership.sourceOf(existing), makeToken: tokenMaker(context) };
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

function idsOf(records: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(records.map(({ id }) => id));
}

/** Monitors of the file, and those that stay. */
function refuseDependencies(
  { registry }: CallContext,
  { ownership, fields }: Planning,
  monitors: readonly Monitor[],
): void {
  const planned = new Map(monitors.map((monitor) => [monitor.id, monitor]));
  const find: FindMonitor = (id) => planned.get(id) ?? staying(registry.find(id)?.monitor ?? null, ownership);
  monitors.forEach((monitor, index) => {
    const found = dependencyProblem(monitor, find);
    if (found !== null) fields[`monitors.${String(index)}.dependsOn`] = found;
  });
}

function refuseSharedTokens(
  { registry }: CallContext,
  { ownership, fields }: Planning,
  monitors: readonly Monitor[],
): void {
  const owners = new Map<string, string>();
  const planned = idsOf(monitors);
  for (const { monitor } of registry.all()) {
    const isStaying = ownership.leaves(monitor) && !planned.has(monitor.id);
    if (isPinged(monitor) && isStaying) owners.set(hashOfToken(monitor.token), monitor.id);
  }
  monitors.forEach((monitor, index) => {
    if (!isPinged(monitor)) return;
    const owner = owners.get(hashOfToken(monitor.token));
    if (owner !== undefined) fields[`monitors.${String(index)}.token`] = problem('token-of-another', { id: owner });
    owners.set(hashOfToken(monitor.token), monitor.id);
  });
}
