/**
 * What the engine alone reads of the definitions of monitors, channels and locations, and of their fields. The window is
 * built without it (build/client-only.ts), and sees definitions and fields of these types (renderer/definitions.ts).
 */
import type { Field } from './fields/field.ts';

export const engineMembers = [
  'alsoSecret',
  'complete',
  'defaultName',
  'exporterTarget',
  'hostOf',
  'isGrouped',
  'namesOf',
  'obstacles',
  'origin',
  'problems',
  'registrationWarningDays',
  'shownTarget',
  'takesAcknowledgements',
  'target',
  'unnamed',
  'upgrades',
  'version',
] as const;

export type WithoutEngineMembers<Definition> = Omit<Definition, (typeof engineMembers)[number]>;

/** The limits of fields, which the engine checks. */
export const engineOptions = ['isSealed', 'least', 'longest', 'mayBeEmpty', 'mayRepeat', 'most'] as const;

type WithoutEngineOptions<F> = F extends unknown ? Omit<F, (typeof engineOptions)[number]> : never;

export type ShownField = WithoutEngineOptions<Field>;
