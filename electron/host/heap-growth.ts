/**
 * How much garbage may pile up. By default V8 lets its heap grow to several times of what is in use before it collects,
 * which suits a program that ends soon, and the space for new objects to 128 MB. This one runs for weeks in the tray: it
 * collects when its heap has tripled, and new objects get the few megabytes that a busy program needs. With less, what
 * many checks at once have begun counts as old before they end, and collecting that costs a tenth more processor time and
 * up to a half; with the defaults memory grows by half, for next to nothing.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const heapGrowthPercent = 200;
/** Where growth pauses: at the first collection that finds it, by when the space may have doubled once more. */
const newSpaceBytes = 16_777_216;

/** V8 reads the flags after each collection, so they may be set while the program runs. */
export function boundHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${String(heapGrowthPercent)}`);
  // A running program cannot set the largest size of the space, only whether it grows on. V8 takes from the space while
  // little happens, so that it has to grow again.
  let mayGrow = true;
  new PerformanceObserver(() => {
    const isSmall = newSpaceSize() < newSpaceBytes;
    if (isSmall === mayGrow) return;
    mayGrow = isSmall;
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? '2' : '1'}`);
  }).observe({ entryTypes: ['gc'] });
}

function newSpaceSize(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
