/** The time range that a view shows: a named length up to now, which moves along, or a part that the user chose. */
import { clampRange, lengthOf, shiftRange, zoomRange, type RangeName, type TimeRange } from './range.ts';

export interface TimeView {
  readonly name: RangeName;
  /** Null: up to now. */
  readonly fixed: TimeRange | null;
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

export function createTimeView(first: RangeName): TimeView {
  let name = $state(first);
  let fixed = $state.raw<TimeRange | null>(null);
  return {
    get name() {
      return name;
    },
    get fixed() {
      return fixed;
    },
    range: (now) => fixed ?? { from: now - lengthOf(name), to: now },
    choose(chosen) {
      name = chosen;
      fixed = null;
    },
    reset() {
      fixed = null;
    },
    show(part, now) {
      fixed = clampRange(part, now);
    },
    move(shown, direction, now) {
      fixed = shiftRange(shown, direction, now);
    },
    zoom(shown, factor, now) {
      fixed = zoomRange(shown, factor, now);
    },
  };
}
