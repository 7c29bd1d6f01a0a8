/**
 * The result of one assertion, as codes with facts. Values are text that is ready to show: free of secrets, cut to a
 * length, text in quotes, anything else as JSON.
 */
import type { Coded, NoFacts } from './coded.ts';
import type { Assertion } from './model/monitor.ts';
import type { Problem } from './problems.ts';

export interface FindingFacts {
  /** The first three values found, and the number of others; `of`: whose the first is, where values have names. */
  readonly differs: {
    readonly found: readonly string[];
    readonly more: number;
    readonly expected: readonly string[];
    readonly of?: string;
  };
  readonly missing: { readonly expected: readonly string[] };
  /** The status is not 200-299, which is asserted if nothing else is. */
  readonly 'not-success': { readonly status: number };
  readonly 'body-too-large': { readonly limitBytes: number };
  readonly 'body-empty': NoFacts;
  readonly 'body-not-json': { readonly begins: string };
  readonly 'too-many-values': NoFacts;
  /** The path would take too long on a document of this size. */
  readonly 'too-many-steps': NoFacts;
  readonly 'path-invalid': { readonly problem: Problem };
  /** From a version that stored words. */
  readonly prose: { readonly text: string };
}
/** Why an assertion failed. */
export type Finding = Coded<FindingFacts>;

export type ValueType = 'null' | 'text' | 'list' | 'object' | 'number' | 'boolean';

export interface NoteFacts {
  readonly 'json-whitespace-ignored': NoFacts;
  readonly 'pattern-too-slow': NoFacts;
  readonly 'differs-only-in': { readonly case: boolean; readonly whitespace: boolean; readonly quotes: boolean };
  readonly 'other-type': { readonly found: ValueType; readonly expected: ValueType };
  readonly 'other-path': { readonly path: string };
  readonly prose: { readonly text: string };
}
/** What explains the result, such as a near miss. */
export type Note = Coded<NoteFacts>;

export interface AssertionResult {
  readonly assertion: Assertion;
  readonly passed: boolean;
  /** The actual value, as text of at most 200 characters; null: there was none. */
  readonly actual: string | null;
  /** Null where it passed. */
  readonly finding: Finding | null;
  readonly note: Note | null;
  /** A near miss: an assertion that would have passed and differs only in case, white space, quotes or type; see the note. */
  readonly instead?: Assertion;
}
