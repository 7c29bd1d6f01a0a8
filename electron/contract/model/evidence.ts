/**
 * What a check found besides a response, for people: named values that the page of the monitor lists. Kept with every
 * check that has some, so a kind bounds its own, and removes secrets.
 */
export const evidenceNames = [
  'expectedFailure',
  'output',
  'response',
  'exitCode',
  'status',
  'health',
  'restarts',
  'healthLog',
  'container',
  'image',
  'expires',
  'registered',
  'changed',
  'registrar',
  'source',
  'received',
  'roundTrip',
  'address',
  'rcode',
  'answer',
  'nameServer',
  'series',
  'issuer',
  'names',
  'chain',
  'subject',
  'validFrom',
  'at',
] as const;
export type EvidenceName = (typeof evidenceNames)[number];

/**
 * `line`: a short text. `block`: text with line breaks, as a program wrote it. `moment`: epoch milliseconds. `times`:
 * lengths in milliseconds. `table`: in each row a text or a moment (a number) for each of the named columns.
 */
type EvidenceValue =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'block'; readonly text: string }
  | { readonly type: 'moment'; readonly at: number }
  | { readonly type: 'times'; readonly ms: readonly number[] }
  | {
      readonly type: 'table';
      readonly columns: readonly EvidenceName[];
      readonly rows: readonly (readonly (string | number)[])[];
    };

export type Evidence = { readonly name: EvidenceName } & EvidenceValue;
