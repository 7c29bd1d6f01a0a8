/** Turns input from a person, a script or the configuration file into a location. Every invalid field is reported. */
import { definitionOf, hereId, type Location } from '../../contract/locations/registry.ts';
import type { ParsedLocation } from '../../contract/locations/schema.ts';
import type { Source } from '../../contract/model/monitor.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { normaliseDescribed } from '../fields/described.ts';
import { normaliseIdentity } from '../fields/identity.ts';

interface LocationContext {
  /** The location being edited, with clear secrets; null: a new one. */
  readonly existing: Location | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

const longestName = 100;

export function normaliseLocation(input: ParsedLocation, context: LocationContext): Outcome<Location> {
  const { existing, takenIds, source } = context;
  const { kind } = input;
  const identity = normaliseIdentity(input, {
    existingId: existing?.id ?? null,
    takenIds: new Set([...takenIds, hereId]),
    defaultName: input.id ?? definitionOf(kind).unnamed,
    fallbackId: kind,
    longestName,
  });
  // The settings of another kind do not carry over.
  const own = normaliseDescribed(definitionOf(kind), input, { existing: existing?.kind === kind ? existing : null });
  const found = { ...identity.problems, ...own.problems };
  if (Object.keys(found).length > 0) return refusedFields(found);
  return ok({ ...identity.value, source, kind, ...own.value } as Location);
}
