/**
 * What the engine alone reads of the definitions of monitors, channels and locations. The window is built without it
 * (build/client-only.ts), and sees definitions of this type (renderer/definitions.ts).
 */
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
