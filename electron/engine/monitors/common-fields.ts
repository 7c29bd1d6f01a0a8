/** The fields of all monitors: defaults and limits. */
import { elsewhereDefaults } from '../../contract/locations/elsewhere.ts';
import type { Source } from '../../contract/model/monitor.ts';
import { definitionOf, isProbedKind, type Monitor, type MonitorCommon } from '../../contract/monitors/registry.ts';
import type { ParsedMonitor } from '../../contract/monitors/schema.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { unreadable, type Normalised } from '../fields/normalise.ts';
import { lengthProblem, normaliseIdentity, withoutNull } from '../fields/identity.ts';
import { hasControlCharacter, withoutSeparators } from '../fields/text-formats.ts';

export const commonDefaults = {
  enabled: true,
  severity: 'critical',
  tags: [],
  notes: '',
  dependsOn: [],
  ...elsewhereDefaults,
} as const;

interface CommonContext {
  readonly existing: Monitor | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

const longestName = 200;
const longestNotes = 5_000;
const mostTags = 20;
const longestTag = 50;
const mostDependencies = 20;
const mostLocations = 20;
const longestRegionalInterval = 86_400_000;

export function normaliseCommon(input: ParsedMonitor, context: CommonContext): Normalised<MonitorCommon> {
  const { existing, takenIds, source } = context;
  const { regionalInterval = commonDefaults.regionalInterval } = input;
  const identity = normaliseIdentity(input, {
    existingId: existing?.id ?? null,
    takenIds,
    defaultName: defaultName(input),
    fallbackId: 'monitor',
    longestName,
  });
  const value = {
    ...identity.value,
    enabled: input.enabled ?? commonDefaults.enabled,
    severity: input.severity ?? commonDefaults.severity,
    tags: cleanTags(input.tags ?? commonDefaults.tags),
    notes: (input.notes ?? commonDefaults.notes).trim(),
    dependsOn: Array.from(new Set(input.dependsOn ?? commonDefaults.dependsOn)),
    locations: Array.from(new Set(input.locations ?? commonDefaults.locations)),
    quorum: input.quorum ?? commonDefaults.quorum,
    regionalInterval: typeof regionalInterval === 'string' ? Number.NaN : regionalInterval,
    source,
  };
  const found = {
    tags: tagsProblem(value.tags),
    notes: lengthProblem(value.notes, longestNotes),
    dependsOn: value.dependsOn.length > mostDependencies ? problem('too-many', { most: mostDependencies }) : null,
    locations: locationsProblem(value.locations, input),
    regionalInterval: regionalProblem(regionalInterval),
  };
  return { value, problems: { ...identity.problems, ...withoutNull(found) } };
}

/** An address is cut at its query, and at a control character, so that the problem is reported for the address, not the name. */
function defaultName(input: ParsedMonitor): string {
  const { defaultName: nameOf, unnamed } = definitionOf(input.kind);
  const address = nameOf(input)
    .replace(/[?#\p{Cc}\p{Zl}\p{Zp}].*$/su, '')
    .replace(/\/+$/, '');
  return address.slice(0, longestName) || (input.id ?? unnamed);
}

function cleanTags(tags: readonly string[]): readonly string[] {
  return Array.from(new Set(tags.map((tag) => withoutSeparators(tag).trim()).filter((tag) => tag !== '')));
}

function locationsProblem(locations: readonly string[], { kind }: ParsedMonitor): Problem | null {
  if (locations.length > 0 && !isProbedKind(kind)) return problem('not-valid');
  return locations.length > mostLocations ? problem('too-many', { most: mostLocations }) : null;
}

function regionalProblem(interval: number | string | null): Problem | null {
  if (typeof interval === 'string') return unreadable(interval, 'not-a-duration');
  return interval !== null && interval > longestRegionalInterval
    ? problem('duration-too-long', { most: longestRegionalInterval })
    : null;
}

function tagsProblem(tags: readonly string[]): Problem | null {
  if (tags.length > mostTags) return problem('too-many', { most: mostTags });
  if (tags.some(hasControlCharacter)) return problem('not-one-line');
  return tags.map((tag) => lengthProblem(tag, longestTag)).find((found) => found !== null) ?? null;
}
