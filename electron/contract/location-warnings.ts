/** What is to be known before the locations of a monitor are asked, as codes with facts. The words are in engine/wording. */
import type { Coded, NoFacts } from './coded.ts';

export interface LocationWarningFacts {
  /** Strangers are sent the URL, and whoever knows a result can read it. `names`: of the locations. */
  readonly 'sent-to-strangers': { readonly names: readonly string[]; readonly url: string };
  /** The query of the URL is sent as well. */
  readonly 'query-sent': NoFacts;
  /** Secrets are left out, so that any response below 500 is good there. `names`: of the locations. */
  readonly 'reachability-only': { readonly names: readonly string[] };
  /** Regional rounds alone would use more tests in an hour than are planned for; the rest is not asked. */
  readonly 'over-budget': { readonly planned: number; readonly limit: number };
}

export type LocationWarning = Coded<LocationWarningFacts>;

export type WordedLocationWarning = LocationWarning & { readonly message: string };
