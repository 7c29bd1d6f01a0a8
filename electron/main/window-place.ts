/**
 * The window's position and size, remembered in `window.json` of the data directory. A remembered position counts only
 * while enough of the title bar is on a screen to grab; otherwise the window is centred in its own size.
 */
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { readPrivateFile, writePrivateFile } from '../host/data-directory.ts';

interface WindowPlace extends Rectangle {
  readonly isMaximized: boolean;
}

type Size = Pick<Rectangle, 'width' | 'height'>;

/** `x` and `y` are absent if the system is to centre it. */
interface PlacedWindow {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

/** Device-independent pixels, as all sizes here. */
export const smallestWindow = { width: 480, height: 360 } as const;
const usualWindow = { width: 1120, height: 760 } as const;
/** What must be on a screen: this much of the width, within the height of a title bar. */
const grip = { width: 120, height: 32 } as const;

const stored = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});

/** @param workAreas of all screens, the primary one first. */
export function placeWindow(remembered: WindowPlace | null, workAreas: readonly Rectangle[]): PlacedWindow {
  if (remembered === null) return { ...fit(usualWindow, workAreas[0]), isMaximized: false };
  const { isMaximized } = remembered;
  for (const area of workAreas) {
    const place = { x: remembered.x, y: remembered.y, ...fit(remembered, area) };
    if (isInReach(place, area)) return { ...place, isMaximized };
  }
  return { ...fit(remembered, workAreas[0]), isMaximized };
}

/** No larger than the screen, no smaller than the window's minimum. */
function fit({ width, height }: Size, area: Size | undefined): Size {
  return {
    width: Math.max(Math.min(width, area?.width ?? width), smallestWindow.width),
    height: Math.max(Math.min(height, area?.height ?? height), smallestWindow.height),
  };
}

function isInReach(place: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const isTopInside = place.y >= area.y - grip.height / 2 && place.y <= area.y + area.height - grip.height;
  return visible >= Math.min(grip.width, place.width) && isTopInside;
}

/** @returns null if nothing usable is remembered; a damaged file is not an error. */
export function readWindowPlace(dataDirectory: string): WindowPlace | null {
  const text = readPrivateFile(fileIn(dataDirectory));
  if (text === null) return null;
  try {
    return stored.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function writeWindowPlace(dataDirectory: string, place: WindowPlace): void {
  writePrivateFile(fileIn(dataDirectory), `${JSON.stringify(stored.parse(place))}\n`);
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, 'window.json');
}
