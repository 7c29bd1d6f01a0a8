/** Locations: places other than this computer from which monitors are probed, and what each reports. */

/** How many of the locations that responded, this computer included, must report `down` for an outage. */
export const quorums = ['most', 'any', 'all', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type Quorum = (typeof quorums)[number];

/**
 * What a location says about a target. `refused`: the target turns this location away (401, 403, 429, 451), which says
 * nothing about others. `no-answer`: the location itself could not tell. Neither is ever an outage.
 */
export const sightings = ['up', 'down', 'refused', 'no-answer'] as const;
export type Sighting = (typeof sightings)[number];

/** Why a location could not tell. */
export const silences = [
  'unreachable', // what the location consists of could not be reached
  'rejected', // it refused the request: credentials, an unknown module, a target that it does not probe
  'limit', // the hourly limit is reached
  'no-probe', // nobody is online there
  'probe-failed', // the failure is the probe's own
  'late', // it took too long
  'unintelligible', // its response makes no sense
  'needs-more', // an assertion needs more than the location can see
  'unable', // it cannot probe such a monitor
] as const;
export type Silence = (typeof silences)[number];

/** Where a probe was. Null: unknown. */
export interface Place {
  readonly country: string | null;
  readonly city: string | null;
  /** The operator of its network. */
  readonly network: string | null;
}

interface Probes {
  readonly probes: number;
  /** How many of them are in data centres: their connections are the most reliable. */
  readonly datacenter: number;
}

/** Where a service has probes now; most probes first. */
export interface ProbePlaces {
  /** When the list was made. */
  readonly at: number;
  readonly probes: number;
  /** ISO 3166-1: `DE`. */
  readonly countries: readonly (Probes & { readonly country: string })[];
  readonly cities: readonly (Probes & { readonly country: string; readonly city: string })[];
  readonly networks: readonly (Probes & { readonly country: string; readonly network: string })[];
}

/** What was used of an hourly limit. */
export interface Budget {
  /** Tests per hour; null: not known yet. */
  readonly limit: number | null;
  readonly used: number;
  /** When the count starts again; null: no test has been counted. */
  readonly resetAt: number | null;
  /** The service said that the limit is reached. */
  readonly isSpent: boolean;
}

/** How much of an hourly limit is used. */
export interface BudgetView {
  /** Null: not known before the first response. */
  readonly limit: number | null;
  readonly used: number;
  /** Of an hour, by the regional rounds of all monitors. */
  readonly planned: number;
  /** Nothing is asked before; null: there is some left. */
  readonly spentUntil: number | null;
}

/** What a location reported of a monitor, last. */
export interface LocationSighting {
  readonly locationId: string;
  readonly sighting: Sighting;
  readonly at: number;
  readonly responseTime: number | null;
  readonly place: Place | null;
  /** Why it is not `up`; null: it is. */
  readonly reason: string | null;
  /** It fails again and again while most do not. */
  readonly isNoted: boolean;
  /** It has not been asked, or has not answered, for more than two regional intervals: it no longer counts. */
  readonly isOutdated: boolean;
}

/** A location failed again and again while most others did not. */
export interface LocationNote {
  readonly locationId: string;
  readonly from: number;
  /** Null: it still does. */
  readonly to: number | null;
}
