/**
 * How long one usually mutes, for window and tray alike. `tomorrow` is the next day of the calendar at 9:00, by the
 * local time of whoever asks: at one in the night of Tuesday it is Wednesday's, and over a change of the clocks it is
 * still nine.
 */
import type { MonitorState } from './model/state.ts';

export const muteChoices = ['1h', '4h', 'tomorrow'] as const;
export type MuteChoice = (typeof muteChoices)[number];

const hourMs = 3_600_000;
const hourOfTomorrow = 9;

/** `Mute.until` for a mute that is chosen at `nowMs`. */
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

/** Whether there is something that it can recover from: only then it can be muted until that. */
export function isUnhealthy({ state, hasIncident }: UnhealthyMonitor): boolean {
  return hasIncident || unhealthyStates.includes(state);
}

const unhealthyStates: readonly MonitorState[] = ['failing', 'late', 'down', 'degraded', 'unknown'];
