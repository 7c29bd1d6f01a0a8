/** What other settings of a monitor would have made of the checks that are stored. */

/** What cannot be replayed, where the settings differ in it or the monitor has it. */
export type ReplayLimit =
  | 'assertions' // on what is not stored with each check: bodies, headers, certificates ...
  | 'request' // another address or request: the stored checks are those of the one before
  | 'schedule' // checks at other times
  | 'timeout' // checks that timed out, and might have ended later
  | 'invert' // a target that is now expected to be up or down
  | 'locations'; // what other locations said

export interface ReplayedIncident {
  readonly startedAt: number;
  /** Null: still open at the end. */
  readonly endedAt: number | null;
}

export interface ReplayOutcome {
  /** Outages that would have begun, each of which alerts. */
  readonly alerts: number;
  /** How often it would have become degraded. */
  readonly degraded: number;
  readonly downMs: number;
  /** The latest, oldest first. */
  readonly incidents: readonly ReplayedIncident[];
}

export interface Replay {
  readonly from: number;
  readonly to: number;
  readonly checks: number;
  /** With the stored settings. */
  readonly current: ReplayOutcome;
  /** With those that were given. */
  readonly proposed: ReplayOutcome;
  /** Incidents that did begin then: others than with the stored settings where these were changed, or a sleep interfered. */
  readonly recorded: number;
  readonly limits: readonly ReplayLimit[];
}
