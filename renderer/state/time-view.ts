/**
 * The time range that a view shows: a named length up to now, which moves along, or a part that the user chose. Whoever
 * has the view keeps what is chosen.
 */
import { clampRange, lengthOf, shiftRange, zoomRange, type RangeName, type TimeRange } from './range.ts';

export interface TimeChoice {
  readonly name: RangeName;
  /** Null: up to now. */
  readonly fixed: TimeRange | null;
}

export interface TimeView extends TimeChoice {
  readonly range: (now: number) => TimeRange;
  /** Back to a range that ends now, of this length. */
  readonly choose: (name: RangeName) => void;
  readonly reset: () => void;
  /** A fixed part. */
  readonly show: (part: TimeRange, now: number) => void;
  /** By half of `shown`; -1 is earlier. */
  readonly move: (shown: TimeRange, direction: -1 | 1, now: number) => void;
  /** 0.5 shows half as much. */
  readonly zoom: (shown: TimeRange, factor: number, now: number) => void;
}

export function createTimeView(chosen: () => TimeChoice, choose: (choice: TimeChoice) => void): TimeView {
  const fix = (fixed: TimeRange | null): void => choose({ name: chosen().name, fixed });
  return {
    get name() {
      return chosen().name;
    },
    get fixed() {
      return chosen().fixed;
    },
    range: (now) => chosen().fixed ?? { from: now - lengthOf(chosen().name), to: now },
    choose: (name) => choose({ name, fixed: null }),
    reset: () => fix(null),
    show: (part, now) => fix(clampRange(part, now)),
    move: (shown, direction, now) => fix(shiftRange(shown, direction, now)),
    zoom: (shown, factor, now) => fix(zoomRange(shown, factor, now)),
  };
}
