/** How other locations take part in a monitor. */
import type { Quorum } from '../model/location.ts';

export interface Elsewhere {
  /** Ids of locations. */
  readonly locations: readonly string[];
  readonly quorum: Quorum;
  /** Null: they are asked to confirm a failure alone. */
  readonly regionalInterval: number | null;
}

export const elsewhereDefaults: Elsewhere = { locations: [], quorum: 'most', regionalInterval: 900_000 };
