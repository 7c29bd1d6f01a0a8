/**
 * Reports that nothing can be recorded: as a notice in the window and once through every channel, and when it works
 * again once more. Trouble that lasts only a moment (a backup tool holds the database) is not reported, and trouble that
 * comes back soon (a nearly full disk takes some writes and refuses others) is the same one.
 */
import type { StoreTrouble } from '../../contract/refusal.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { Dropped } from './journal.ts';

export interface RecordingTrouble {
  readonly since: number;
  readonly trouble: StoreTrouble;
}

export interface RecordingRecovery extends RecordingTrouble {
  readonly until: number;
  /** Checks of this time that were not kept. */
  readonly droppedChecks: number;
}

export interface RecordingAlarm {
  readonly refused: (trouble: StoreTrouble) => void;
  readonly recovered: (dropped: Dropped) => void;
  readonly stop: () => void;
}

interface RecordingAlarmOptions {
  readonly clock: Clock;
  /** For the window; null: it can be recorded. */
  readonly onTrouble: (trouble: RecordingTrouble | null) => void;
  /** For the channels. */
  readonly notify: (news: RecordingTrouble | RecordingRecovery) => void;
}

const momentMs = 5_000;
const calmMs = 60_000;

export function openRecordingAlarm({ clock, onTrouble, notify }: RecordingAlarmOptions): RecordingAlarm {
  /** Null: all is well, and has been for a while. */
  let current: RecordingTrouble | null = null;
  let isRefused = false;
  let isReported = false;
  let droppedChecks = 0;
  let cancelTimer: Cancel = () => undefined;

  function report(): void {
    if (current === null) return;
    onTrouble(current);
    if (!isReported) notify(current);
    isReported = true;
  }

  function end(until: number): void {
    if (current !== null && isReported) notify({ ...current, until, droppedChecks });
    current = null;
    isReported = false;
    droppedChecks = 0;
  }

  return {
    refused(trouble) {
      current = { since: current?.since ?? clock.now(), trouble };
      if (isRefused) {
        if (isReported) onTrouble(current);
        return;
      }
      isRefused = true;
      cancelTimer();
      cancelTimer = clock.setTimer(isReported ? 0 : momentMs, report);
    },
    recovered(dropped) {
      isRefused = false;
      droppedChecks += dropped.check;
      cancelTimer();
      onTrouble(null);
      const until = clock.now();
      cancelTimer = clock.setTimer(calmMs, () => end(until));
    },
    stop: () => cancelTimer(),
  };
}
