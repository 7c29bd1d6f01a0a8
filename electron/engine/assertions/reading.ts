/** A response as assertions see it: a value for each subject of the kind. */
import type { Finding } from '../../contract/assertion-result.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';

export interface Reading {
  /** Empty: there is none. Only a JSONPath and a query select more than one. */
  readonly values: readonly Json[];
  /** Whose they are, in the same order; a name may be empty. */
  readonly names?: readonly string[];
  /** Why it cannot be evaluated; null: it can. */
  readonly problem: Finding | null;
}

/** Made by the kind's room for each response. Text and JSON are decoded on first use. */
export interface Readable {
  readonly read: (assertion: Assertion) => Reading;
  /** The response as text; null: it exceeds the limit. */
  readonly text: () => string | null;
  /** Null: the text is not JSON. */
  readonly json: () => { readonly value: Json } | null;
  /** Removes secrets from text that is shown. */
  readonly redact: (text: string) => string;
}

export function found(...values: readonly Json[]): Reading {
  return { values, problem: null };
}

export function unread(problem: Finding): Reading {
  return { values: [], problem };
}
