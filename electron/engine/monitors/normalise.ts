/**
 * Turns input from a person, a script or the configuration file into a monitor: fills in defaults, trims text, restores
 * hidden secrets and checks every limit. All problems are returned at once, one per field. The resulting monitor is valid,
 * and normalising it again changes nothing.
 */
import type { Source } from '../../contract/model/monitor.ts';
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import type { ParsedMonitor, ParsedMonitorPatch } from '../../contract/monitors/schema.ts';
import { problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { normaliseDescribed } from '../fields/described.ts';
import { normaliseCommon } from './common-fields.ts';
import { hideMonitorSecrets } from './secrets.ts';

export interface NormaliseContext {
  /** The monitor being replaced: its id and token stay, and its secrets where the input hides them. */
  readonly existing: Monitor | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
  readonly makeToken: () => string;
}

export function normaliseMonitor(input: ParsedMonitor, context: NormaliseContext): Outcome<Monitor> {
  const { existing, makeToken } = context;
  if (existing !== null && existing.kind !== input.kind) return kindCannotChange(existing);
  const common = normaliseCommon(input, context);
  const own = normaliseDescribed(definitionOf(input.kind), input, { existing, makeToken });
  const found = { ...common.problems, ...own.problems };
  if (Object.keys(found).length > 0) return refusedFields(found);
  return ok({ ...common.value, kind: input.kind, ...own.value } as Monitor);
}

/** The stored monitor with the given fields replaced, as input. Its secrets are hidden, so that they stay with their origin. */
export function patchMonitor(existing: Monitor, patch: ParsedMonitorPatch): Outcome<ParsedMonitor> {
  if (existing.kind !== patch.kind) return kindCannotChange(existing);
  const { source: _, ...kept } = hideMonitorSecrets(existing);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return ok({ ...kept, ...given, kind: existing.kind });
}

function kindCannotChange({ kind }: Monitor): Outcome<never> {
  return refusedFields({ kind: problem('kind-fixed', { kind }) });
}
