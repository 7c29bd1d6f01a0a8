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
