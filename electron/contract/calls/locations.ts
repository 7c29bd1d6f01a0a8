/** Locations: other places from which monitors are probed. */
import { z } from 'zod';
import { locationKinds, type Location } from '../locations/registry.ts';
import type { WordedLocationWarning } from '../location-warnings.ts';
import { monitorInput } from '../monitors/schema.ts';
import { locationInput } from '../locations/schema.ts';
import type { BudgetView, LocationNote, LocationSighting, Place, ProbePlaces, Sighting } from '../model/location.ts';
import type { RecentChecks } from '../model/recent-checks.ts';
import { byId, byMonitor, id, nothing, ofMonitorBetween, takes } from './call.ts';

/** Without its secrets. */
export type LocationView = Location & {
  /** Null: its requests are not counted. */
  readonly budget: BudgetView | null;
  /** How many monitors name it. */
  readonly monitors: number;
  /** About any of them; null: it has not been asked yet. */
  readonly last: LastAnswer | null;
};

/** What a location did when it was asked last. */
export interface LastAnswer {
  readonly at: number;
  /** Why it could not tell; null: it did. */
  readonly silence: string | null;
  /** Of what it was asked about; null: it has none. */
  readonly responseTime: number | null;
  /** More than two of the shortest regional intervals of its monitors ago. */
  readonly isOutdated: boolean;
}

export interface LocationTest {
  readonly sighting: Sighting;
  /** Why it is not `up`; null: it is. */
  readonly reason: string | null;
  readonly responseTime: number | null;
  readonly place: Place | null;
  readonly budget: BudgetView | null;
}

/** A monitor as one location sees it. */
export interface MonitorLocation extends LocationSighting {
  readonly name: string;
  /** Oldest first. */
  readonly recent: RecentChecks;
  /** Response times of the last 24 hours; null: there are none. */
  readonly p50: number | null;
  readonly p95: number | null;
}

/** What the locations of a monitor would mean, before it is saved. */
export interface LocationReview {
  readonly warnings: readonly WordedLocationWarning[];
  /** Of each hourly limit that they use, with this monitor in it. */
  readonly budgets: readonly ReviewedBudget[];
}

export interface ReviewedBudget {
  readonly locationIds: readonly string[];
  readonly budget: BudgetView;
  /** Tests of this monitor: in an hour of regional rounds, and at most for one confirmation. */
  readonly perHour: number;
  readonly perConfirmation: number;
}

export const locationCalls = {
  list: takes(nothing).answers<readonly LocationView[]>(),
  /** Creates it, or replaces that of the same id. */
  save: takes(locationInput).answers<LocationView>(),
  /** A `conflict` while monitors name it. */
  delete: takes(byId).answers<null>(),
  /** Asks it now about a URL, or another address of what can be monitored, and records nothing. */
  test: takes(z.strictObject({ id, url: z.string() })).answers<LocationTest>(),
  /** Where probes are online that a location can name; `url` is that of the service, by default the public one. */
  places: takes(z.strictObject({ kind: z.enum(locationKinds), url: z.string().optional() })).answers<ProbePlaces>(),
  /** Of a draft: what leaves this computer, and what it costs. */
  review: takes(monitorInput).answers<LocationReview>(),
  /** The locations that the monitor names; those that have not answered yet are left out. */
  ofMonitor: takes(byMonitor).answers<readonly MonitorLocation[]>(),
  /** Those that overlap [from, to), by location, oldest first. */
  notes: takes(z.strictObject(ofMonitorBetween)).answers<readonly LocationNote[]>(),
};
