/** One monitor's history: each observation goes through the state machine to the recorder. */
import type { Recorder } from '../../../electron/engine/incidents/recorder.ts';
import type { MonitorEntry } from '../../../electron/engine/runtime/monitor-entry.ts';
import type { Interval } from './intervals.ts';
import type { Random } from './random.ts';
import type { NewCheck } from '../../../electron/engine/store/check-repository.ts';

export interface Past {
  /** The next time with something to observe; infinity: never again. */
  readonly nextAt: () => number;
  readonly observe: (atMs: number) => void;
}

export interface PastOptions {
  readonly entry: MonitorEntry;
  readonly recorder: Recorder;
  /** Records a check that changes nothing else: most of them, and far quicker. */
  readonly addPlain: (check: NewCheck) => void;
  readonly random: Random;
  readonly range: Interval;
  readonly sleeps: readonly Interval[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * The sampling density of the past: as now for the last day, and lower the longer ago. A tenth of the checks look the
 * same, since anything older than a week has been rolled up.
 */
const closeness = [
  { upToMs: dayMs, intervalMs: minuteMs },
  { upToMs: 8 * dayMs, intervalMs: 6 * minuteMs },
  { upToMs: 31 * dayMs, intervalMs: 20 * minuteMs },
] as const;
const longestIntervalMs = 60 * minuteMs;

/** Between two checks of the past. */
export function pastIntervalAt(atMs: number, nowMs: number): number {
  return closeness.find(({ upToMs }) => atMs >= nowMs - upToMs)?.intervalMs ?? longestIntervalMs;
}

/** Only newer ones are still shown ping by ping. */
export function isLongAgo(atMs: number, nowMs: number): boolean {
  return atMs < nowMs - 8 * dayMs;
}
