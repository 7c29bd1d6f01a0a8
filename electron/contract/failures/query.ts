/** A question to a Prometheus server. */
import type { KindsOf } from './facts.ts';

export interface QueryFailures {
  /** `text`: in the words of the Prometheus server; empty: it gave none. */
  readonly 'query-failed': { readonly status: number; readonly text: string };
  readonly 'no-series': { readonly query: string };
  readonly 'too-many-series': { readonly limitBytes: number };
}

export const queryFailureKinds: KindsOf<QueryFailures> = {
  'query-failed': 'query',
  'no-series': 'query',
  'too-many-series': 'too-large',
};
