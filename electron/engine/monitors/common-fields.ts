/** The fields of all monitors: defaults and limits. */
import type { Source } from '../../contract/model/monitor.ts';
import { definitionOf, type Monitor, type MonitorCommon } from '../../contract/monitors/registry.ts';
import type { ParsedMonitor } from '../../contract/monitors/schema.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import type { Normalised } from '../fields/normalise.ts';
import { lengthProblem, normaliseIdentity, withoutNull } from '../fields/identity.ts';
import { hasControlCharacter, withoutSeparators } from '../fields/text-formats.ts';

export const commonDefaults = { enabled: true, severity: 'critical', tags: [], notes: '' } as const;

export interface CommonContext {
  readonly existing: Monitor | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

const longestName = 200;
const longestNotes = 5_000;
const mostTags = 20;
const longestTag = 50;

export function normaliseCommon(input: ParsedMonitor, context: CommonContext): Normalised<MonitorCommon> {
  const { existing, takenIds, source } = context;
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
    source,
  };
  const found = { tags: tagsProblem(value.tags), notes: lengthProblem(value.notes, longestNotes) };
  return { value, problems: { ...identity.problems, ...withoutNull(found) } };
}

/** An address is cut at its query, and at a control character, so that the problem is reported for the address, not the name. */
function defaultName(input: ParsedMonitor): string {
  const { defaultName: nameOf, unnamed } = definitionOf(input.kind);
  const address = nameOf(input)
    .replace(/[?#\s\p{Cc}].*$/su, '')
    .replace(/\/+$/, '');
  return address.slice(0, longestName) || (input.id ?? unnamed);
}

function cleanTags(tags: readonly string[]): readonly string[] {
  return Array.from(new Set(tags.map((tag) => withoutSeparators(tag).trim()).filter((tag) => tag !== '')));
}

function tagsProblem(tags: readonly string[]): Problem | null {
  if (tags.length > mostTags) return problem('too-many', { most: mostTags });
  if (tags.some(hasControlCharacter)) return problem('not-one-line');
  return tags.map((tag) => lengthProblem(tag, longestTag)).find((found) => found !== null) ?? null;
}
