/** What another location says in its own words, or why it says nothing. */
import type { Silence } from '../model/location.ts';
import type { KindsOf } from './facts.ts';

export interface LocationFailures {
  /** As a location words it, of the target. */
  readonly 'reported-by-location': { readonly status: number | null; readonly text: string };
  /** The target turns this location away. */
  readonly 'refused-there': { readonly status: number };
  /** The location cannot tell. `detail`: in its own words; `until`: nothing is asked before. */
  readonly 'no-answer': { readonly why: Silence; readonly detail: string | null; readonly until: number | null };
}

export const locationFailureKinds: KindsOf<LocationFailures> = {
  'reported-by-location': 'network',
  'refused-there': 'location',
  'no-answer': 'location',
};
