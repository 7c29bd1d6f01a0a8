/**
 * Pans a chart: dragging with Shift, or scrolling sideways. Meanwhile the loaded data moves along; at the end the new
 * range is reported.
 */
import type uPlot from 'uplot';
import type { TimeRange } from '../../state/range.ts';

/** Scrolling has ended after this long without an event. */
const restMs = 180;

export interface ChartPan {
  /** The axis while panning. */
  readonly shifted: (range: TimeRange) => TimeRange;
  readonly plugin: uPlot.Plugin;
  /** In place of the selection, while Shift is held. */
  readonly onMouseDown: (event: MouseEvent) => boolean;
}

export function createChartPan(range: () => TimeRange, onMove: (range: TimeRange) => void): ChartPan {
  let chart: uPlot | null = null;
  let shiftMs = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const shifted = ({ from, to }: TimeRange): TimeRange => ({
    from: Math.round(from + shiftMs),
    to: Math.round(to + shiftMs),
  });
  const moveBy = (pixels: number): void => {
    if (chart === null) return;
    const { from, to } = range();
    shiftMs += (pixels / Math.max(1, chart.over.clientWidth)) * (to - from);
    chart.redraw(true, true);
    chart.setScale('x', { min: from / 1_000, max: to / 1_000 });
  };
  const rest = (): void => {
    timer = null;
    if (shiftMs === 0) return;
    const moved = shifted(range());
    shiftMs = 0;
    onMove(moved);
  };
  const onWheel = (event: WheelEvent): void => {
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    moveBy(sideways);
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(rest, restMs);
  };
  return {
    shifted,
    onMouseDown: (event) => {
      if (!event.shiftKey || event.button !== 0) return false;
      const move = (next: MouseEvent): void => moveBy(-next.movementX);
      const end = (): void => {
        window.removeEventListener('mousemove', move);
        rest();
      };
      window.addEventListener('mousemove', move);
      window.addEventListener('mouseup', end, { once: true });
      return true;
    },
    plugin: {
      hooks: {
        ready: (made) => {
          chart = made;
          made.over.addEventListener('wheel', onWheel, { passive: false });
        },
        destroy: () => {
          if (timer !== null) clearTimeout(timer);
          chart = null;
        },
      },
    },
  };
}
