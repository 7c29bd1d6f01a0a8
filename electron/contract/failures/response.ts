/** What a response is, and must not be. */
import type { ResponseReason } from '../response-reasons.ts';
import type { KindsOf } from './facts.ts';

interface Response {
  /** Most significant first; never empty. */
  readonly reasons: readonly ResponseReason[];
  /** The number of reasons that are not listed. */
  readonly more: number;
}

export interface ResponseFailures {
  readonly 'assertions-failed': Response;
  /** An assertion needs the body, which exceeds the limit. */
  readonly 'body-too-large': Response;
  /** Of an inverted monitor. `status`: of an HTTP response; null: there was none. */
  readonly 'up-unexpectedly': { readonly status: number | null };
}

export const responseFailureKinds: KindsOf<ResponseFailures> = {
  'assertions-failed': 'assertion',
  'body-too-large': 'too-large',
  'up-unexpectedly': 'inverted',
};
