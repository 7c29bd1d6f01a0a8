/**
 * What all monitors share.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types that the engine
 * returns, every default filled in; the types that it accepts are in schemas.ts.
 */
import type { AssertionSubject } from '../assertion-subjects.ts';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/**
 * Where a record comes from: a person (`hand`), the configuration file (`file`), a new database (`default`), or a ping that
 * named a monitor that did not exist (`ping`).
 */
export const sources = ['hand', 'file', 'default', 'ping'] as const;
export type Source = (typeof sources)[number];

export const assertionOperators = [
  'equals',
  'notEquals',
  'in',
  'contains',
  'notContains',
  'matches',
  'lessThan',
  'greaterThan',
  'exists',
] as const;
export type AssertionOperator = (typeof assertionOperators)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Assertion {
  readonly on: AssertionSubject;
  readonly is: AssertionOperator;
  /** Absent only for `exists`. `in` takes a list. `responseTime` is compared in milliseconds. */
  readonly value?: Json;
  /** A JSONPath (RFC 9535) for `json`, the header's name for `header`; absent otherwise. */
  readonly path?: string;
  /** `body contains` only: false turns off the second comparison without JSON white space. */
  readonly ignoreJsonWhitespace?: boolean;
  /** `json` only: true requires one of the values that the path selects to hold, instead of all. */
  readonly any?: boolean;
}
