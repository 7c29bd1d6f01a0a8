/**
 * What the pointer does on a chart: it reads a point, keeps it by a click, selects a part by dragging, and pans by
 * dragging with Shift or by scrolling sideways. Meanwhile the loaded data moves along; at the end the new range is
 * reported.
 */
import type { TimeRange } from '../../state/range.ts';

/** Scrolling has ended after this long without an event. */
const restMs = 180;
/** A shorter drag is a click. */
const leastDragPx = 4;

interface Area {
  /** Of the plot. */
  readonly width: () => number;
  readonly range: () => TimeRange;
  readonly onrange: (range: TimeRange) => void;
  /** A click, from the left edge of the plot. */
  readonly onpick: (x: number) => void;
}

interface ChartGestures {
  /** The pointer, from the left edge of the plot; null: elsewhere. */
  readonly pointerX: number | null;
  /** How far the data is moved to the right while panning. */
  readonly shiftPx: number;
  /** The part that is being selected. */
  readonly selection: { readonly left: number; readonly width: number } | null;
  /** Of the plot. */
  readonly handlers: {
    readonly onpointerdown: (event: PointerEvent & { readonly currentTarget: HTMLElement }) => void;
    readonly onpointermove: (event: PointerEvent) => void;
    readonly onpointerup: () => void;
    readonly onpointercancel: () => void;
    readonly onpointerleave: () => void;
    readonly onwheel: (event: WheelEvent) => void;
  };
}

export function createChartGestures({ width, range, onrange, onpick }: Area): ChartGestures {
  let pointerX = $state<number | null>(null);
  let shiftPx = $state(0);
  let dragFrom = $state<number | null>(null);
  let isPanning = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const selection = $derived(
    dragFrom === null || pointerX === null
      ? null
      : { left: Math.min(dragFrom, pointerX), width: Math.abs(pointerX - dragFrom) },
  );

  const report = (fromPx: number, toPx: number): void => {
    const { from, to } = range();
    const msPerPx = (to - from) / Math.max(1, width());
    onrange({ from: Math.round(from + fromPx * msPerPx), to: Math.round(from + toPx * msPerPx) });
  };
  const endPan = (): void => {
    isPanning = false;
    const moved = shiftPx;
    shiftPx = 0;
    if (moved !== 0) report(-moved, width() - moved);
  };
  const onpointerdown = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isPanning = event.shiftKey;
    if (!isPanning) dragFrom = pointerX = event.offsetX;
  };
  const onpointermove = (event: PointerEvent): void => {
    if (isPanning) shiftPx += event.movementX;
    else pointerX = Math.max(0, Math.min(width(), event.offsetX));
  };
  const onpointerup = (): void => {
    if (isPanning) endPan();
    const part = selection;
    dragFrom = null;
    if (part === null) return;
    if (part.width >= leastDragPx) report(part.left, part.left + part.width);
    else onpick(part.left);
  };
  const onwheel = (event: WheelEvent): void => {
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    shiftPx -= sideways;
    clearTimeout(timer);
    timer = setTimeout(endPan, restMs);
  };

  return {
    get pointerX() {
      return pointerX;
    },
    get shiftPx() {
      return shiftPx;
    },
    get selection() {
      return selection;
    },
    handlers: {
      onpointerdown,
      onpointermove,
      onpointerup,
      onpointercancel: () => (dragFrom = null),
      onpointerleave: () => (pointerX = null),
      onwheel,
    },
  };
}
