/** A check's evidence as JSON. Texts of earlier versions become the code `prose`. */
import type { AssertionResult } from '../../contract/assertion-result.ts';
import type { Failure } from '../../contract/failure.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import { proseFailure } from './failure-column.ts';
import { fromJson } from './json-column.ts';

type StoredFailure = Failure | { readonly kind: string; readonly message: string };
type StoredAssertion = AssertionResult | (Omit<AssertionResult, 'finding' | 'note'> & { readonly message: string });
type StoredDetail = Omit<CheckDetail, 'failure' | 'assertions'> & {
  readonly failure: StoredFailure | null;
  readonly assertions: readonly StoredAssertion[];
};

export function detailFrom(column: string): CheckDetail {
  const detail = fromJson<StoredDetail>(column);
  return {
    ...detail,
    failure: detail.failure === null ? null : failureOf(detail.failure),
    assertions: detail.assertions.map(assertionOf),
  };
}

function failureOf(stored: StoredFailure): Failure {
  return 'code' in stored ? stored : proseFailure(stored.kind, stored.message);
}

function assertionOf(stored: StoredAssertion): AssertionResult {
  if (!('message' in stored)) return stored;
  const { message, ...result } = stored;
  const words = { code: 'prose', facts: { text: message } } as const;
  if (!result.passed) return { ...result, finding: words, note: null };
  return { ...result, finding: null, note: message === '' ? null : words };
}
