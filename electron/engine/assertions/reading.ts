/** What was received, as assertions see it: a value for each subject that the kind has. */
import type { Finding } from '../../contract/assertion-result.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';

export interface Reading {
  /** None: it is not there. Only a JSONPath leads to more than one. */
  readonly values: readonly Json[];
  /** Why there is nothing to judge; null: there is. */
  readonly problem: Finding | null;
}

/** A kind's room makes one of each response. Text and JSON are made when first asked for. */
export interface Readable {
  readonly read: (assertion: Assertion) => Reading;
  /** What was sent back, as text; null: it is larger than may be read. */
  readonly text: () => string | null;
  /** Null: the text is not JSON. */
  readonly json: () => { readonly value: Json } | null;
  /** Takes secrets out of text that is to be shown. */
  readonly redact: (text: string) => string;
}

export function found(...values: readonly Json[]): Reading {
  return { values, problem: null };
}

export function unread(problem: Finding): Reading {
  return { values: [], problem };
}
