/**
 * The durations offered for mutes, in window and tray. `tomorrow` is 9:00 on the next calendar day in local time: at 1:00
 * on Tuesday it is on Wednesday, and it remains 9:00 across a change to or from daylight saving time. `monday` is 9:00 on
 * the next Monday, for the weekend.
 */
import type { MonitorState } from './model/state.ts';

export const muteChoices = ['1h', '4h', 'tomorrow', 'monday'] as const;
export type MuteChoice = (typeof muteChoices)[number];

const hourMs = 3_600_000;
const hourOfMorning = 9;
const daysOfWeek = 7;
const monday = 1;

/** `Mute.until` of a mute set at `nowMs`. */
export function muteUntil(choice: MuteChoice, nowMs: number): number {
  switch (choice) {
    case '1h':
      return nowMs + hourMs;
    case '4h':
      return nowMs + 4 * hourMs;
    case 'tomorrow':
      return morningIn(1, nowMs);
    case 'monday':
      return morningIn(daysToMonday(nowMs), nowMs);
  }
}

/** Those that mean what they say: on Sunday, Monday is tomorrow, and on Monday it would be a week away. */
export function muteChoicesAt(nowMs: number): readonly MuteChoice[] {
  const days = daysToMonday(nowMs);
  return muteChoices.filter((choice) => choice !== 'monday' || (days > 1 && days < daysOfWeek));
}

/** 1 to 7. */
function daysToMonday(nowMs: number): number {
  return daysOfWeek - ((new Date(nowMs).getDay() - monday + daysOfWeek) % daysOfWeek);
}

function morningIn(days: number, nowMs: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hourOfMorning).getTime();
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
