/**
 * The durations offered for mutes, in window and tray. `tomorrow` is 9:00 on the next calendar day in local time: at 1:00
 * on Tuesday it is on Wednesday, and it remains 9:00 across a change to or from daylight saving time.
 */
import type { MonitorState } from './model/state.ts';

export const muteChoices = ['1h', '4h', 'tomorrow'] as const;
export type MuteChoice = (typeof muteChoices)[number];

const hourMs = 3_600_000;
const hourOfTomorrow = 9;

/** `Mute.until` of a mute set at `nowMs`. */
export function muteUntil(choice: MuteChoice, nowMs: number): number {
  switch (choice) {
    case '1h':
      return nowMs + hourMs;
    case '4h':
      return nowMs + 4 * hourMs;
    case 'tomorrow': {
      const now = new Date(nowMs);
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hourOfTomorrow).getTime();
    }
  }
}

export interface UnhealthyMonitor {
  readonly state: MonitorState;
  readonly hasIncident: boolean;
}

/** Only an unhealthy monitor can be muted until it recovers. */
export function isUnhealthy({ state, hasIncident }: UnhealthyMonitor): boolean {
  return hasIncident || unhealthyStates.includes(state);
}

const unhealthyStates: readonly MonitorState[] = ['failing', 'late', 'down', 'degraded', 'unknown'];
