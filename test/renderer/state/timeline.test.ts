import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tracksOf } from '../../../renderer/state/timeline.ts';
import { incident } from '../incidents.ts';

const range = { from: 1_000, to: 2_000 };

test('each monitor with an outage in the range has a track, those that are down first, then the most recent', () => {
  const tracks = tracksOf(
    [
      incident(5, 'mail', 1_900, 1_950),
      incident(4, 'blog', 1_100, null),
      incident(3, 'shop', 1_500, 1_600),
      incident(1, 'gone', 100, 900),
    ],
    range,
    2_000,
  );
  expect(tracks.map(({ name, isOpen }) => [name, isOpen])).toEqual([
    ['BLOG', true],
    ['MAIL', false],
    ['SHOP', false],
  ]);
});

test('an outage is clipped to the range, and lasts until now if it is open', () => {
  const [track] = tracksOf([incident(1, 'shop', 500, 1_100), incident(2, 'shop', 1_700, null)], range, 1_800);
  expect(track?.marks.map(({ from, to, isOpen }) => [from, to, isOpen])).toEqual([
    [1_000, 1_100, false],
    [1_700, 1_800, true],
  ]);
  expect(track).toMatchObject({ count: 2, downMs: 200 });
});

test('outages too close to distinguish are one mark that lists them all, newest first', () => {
  const [track] = tracksOf([incident(1, 'shop', 1_100, 1_101), incident(2, 'shop', 1_103, 1_110)], range, 2_000);
  expect(track?.marks).toHaveLength(1);
  expect(track?.marks[0]).toMatchObject({ from: 1_100, to: 1_110 });
  expect(track?.marks[0]?.incidents.map(({ id }) => id)).toEqual([2, 1]);
});

test('for any outages, each in the range is in one mark, and marks neither overlap nor leave the range', () => {
  const outage = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.option(fc.integer({ min: 0, max: 900 })));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), outage)), (drawn) => {
      const incidents = drawn.map(([monitorId, [from, length]], id) =>
        incident(id, monitorId, from, length === null ? null : from + length),
      );
      const tracks = tracksOf(incidents, range, 3_000);
      const marked = tracks.flatMap(({ marks }) => marks.flatMap((mark) => mark.incidents.map(({ id }) => id)));
      const expected = incidents.filter(({ startedAt, endedAt }) => startedAt < 2_000 && (endedAt ?? 3_000) >= 1_000);
      expect(marked.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
      for (const { marks } of tracks) {
        marks.forEach((mark, index) => {
          expect(mark.from).toBeGreaterThanOrEqual(marks[index - 1]?.to ?? range.from);
          expect(mark.to).toBeLessThanOrEqual(range.to);
        });
      }
    }),
  );
});
