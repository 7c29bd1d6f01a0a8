import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placeWindow, readWindowPlace, smallestWindow, writeWindowPlace } from '../../electron/main/window-place.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1440 };

describe('placing', () => {
  test('the first window has its default size in the middle', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1120, height: 760, isMaximized: false });
  });

  test('the default size is reduced on a small screen', () => {
    const small = placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 560 }]);
    expect([small.width, small.height]).toEqual([1024, 560]);
  });

  test('a position on a second screen is kept while that screen exists', () => {
    const place = { x: 1500, y: 100, width: 1200, height: 900, isMaximized: false };
    expect(placeWindow(place, [laptop, beside])).toEqual(place);
    expect(placeWindow(place, [laptop])).toEqual({ width: 1200, height: 875, isMaximized: false });
  });

  test('a title bar above the screen, or only a sliver of it, is out of reach', () => {
    const at = (x: number, y: number): unknown =>
      placeWindow({ x, y, width: 900, height: 600, isMaximized: false }, [laptop]).x;
    expect([at(100, 25), at(-700, 300), at(1300, 300)]).toEqual([100, -700, 1300]);
    expect([at(100, -40), at(-850, 300), at(1400, 300), at(100, 890)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('for any remembered position, some of the title bar is on a screen or the system places the window', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    const length = fc.integer({ min: 1, max: 6000 });
    const places = fc.record({ x: number, y: number, width: length, height: length, isMaximized: fc.boolean() });
    fc.assert(
      fc.property(places, (place) => {
        const placed = placeWindow(place, [laptop, beside]);
        expect(placed.width).toBeGreaterThanOrEqual(smallestWindow.width);
        expect(placed.height).toBeGreaterThanOrEqual(smallestWindow.height);
        const { x, y } = placed;
        if (x === undefined || y === undefined) return;
        const isSeen = [laptop, beside].some(
          (area) => x < area.x + area.width && x + placed.width > area.x && y < area.y + area.height && y + 32 > area.y,
        );
        expect(isSeen).toBe(true);
      }),
    );
  });
});

describe('remembering', () => {
  test('a position is read back as it was written', () => {
    const directory = tempDirectory(onTestFinished);
    expect(readWindowPlace(directory)).toBeNull();
    const place = { x: 1, y: -2, width: 640, height: 480, isMaximized: true };
    writeWindowPlace(directory, place);
    expect(readWindowPlace(directory)).toEqual(place);
  });

  test.each(['', '{', '[]', '{"x":1}', '{"x":1,"y":2,"width":-5,"height":9,"isMaximized":false}'])(
    'a damaged file (%j) is no place',
    (text) => {
      const directory = tempDirectory(onTestFinished);
      writeFileSync(join(directory, 'window.json'), text);
      expect(readWindowPlace(directory)).toBeNull();
    },
  );
});
