import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  byUrgency,
  countStates,
  countTags,
  countUrgent,
  headingHeight,
  inEarlierOrder,
  monitorsAt,
  groupHeight,
  offsetsOf,
  rowsInRange,
  placeOf,
  rowHeight,
  sortMonitors,
  toRows,
  urgentOf,
  visibleRange,
} from '../../../renderer/state/list.ts';
import { summary } from '../summaries.ts';

const ids = (monitors: readonly { readonly id: string }[]): readonly string[] => monitors.map(({ id }) => id);

test('the states that occur are counted, the most urgent first', () => {
  const monitors = [summary('a', { state: 'up' }), summary('b', { state: 'down' }), summary('c', { state: 'up' })];
  expect(countStates(monitors)).toEqual([
    { state: 'down', count: 1 },
    { state: 'up', count: 2 },
  ]);
  expect(countUrgent(monitors)).toEqual([{ state: 'down', count: 1 }]);
});

test('problems come first, then names in natural order', () => {
  const monitors = [
    summary('web 10'),
    summary('web 9'),
    summary('paused', { state: 'paused' }),
    summary('down', { state: 'down' }),
    summary('slow', { state: 'degraded' }),
  ];
  expect(ids(sortMonitors(monitors, 'state'))).toEqual(['down', 'slow', 'web 9', 'web 10', 'paused']);
  expect(ids(sortMonitors(monitors, 'name'))).toEqual(['down', 'paused', 'slow', 'web 9', 'web 10']);
});

test('of what needs attention the worst and longest comes first, and what is muted last', () => {
  const monitors = [
    summary('muted', { state: 'down', since: 1, muted: { until: null } }),
    summary('slow', { state: 'degraded', since: 1 }),
    summary('up'),
    summary('new outage', { state: 'down', since: 3 }),
    summary('old outage', { state: 'down', since: 2 }),
  ];
  expect(ids(urgentOf(monitors))).toEqual(['old outage', 'new outage', 'slow', 'muted']);
});

test('the slowest and the most recently changed can come first', () => {
  const monitors = [
    summary('fast', { responseTime: 5, since: 30 }),
    summary('none', { responseTime: null, since: 10 }),
    summary('slow', { responseTime: 500, since: 20 }),
  ];
  expect(ids(sortMonitors(monitors, 'slowest'))).toEqual(['slow', 'fast', 'none']);
  expect(ids(sortMonitors(monitors, 'changed'))).toEqual(['fast', 'slow', 'none']);
});

test('every state has its position, down the first', () => {
  expect(byUrgency[0]).toBe('down');
  expect(byUrgency.at(-1)).toBe('paused');
});

test('an earlier order is kept for monitors that still exist, and new ones follow', () => {
  const now = new Map([summary('a'), summary('b', { name: 'changed' }), summary('new')].map((one) => [one.id, one]));
  const ordered = inEarlierOrder([summary('b'), summary('gone'), summary('a')], now);
  expect(ids(ordered)).toEqual(['b', 'a', 'new']);
  expect(ordered[0]?.name).toBe('changed');
});

test('tags are counted, most common first', () => {
  const monitors = [summary('a', { tags: ['web', 'prod'] }), summary('b', { tags: ['prod'] })];
  expect(countTags(monitors)).toEqual([
    { tag: 'prod', count: 2 },
    { tag: 'web', count: 1 },
  ]);
});

test('grouped monitors appear under each of their tags, those without one at the end', () => {
  const sorted = [summary('a', { tags: ['web', 'prod'] }), summary('b'), summary('c', { tags: ['jobs'] })];
  const rows = toRows(sorted, true).map((row) => (row.type === 'heading' ? `# ${row.tag ?? '-'}` : row.monitor.id));
  expect(rows).toEqual(['# jobs', 'c', '# prod', 'a', '# web', 'a', '# -', 'b']);
  const keys = toRows(sorted, true).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(toRows(sorted, true)[2]).toMatchObject({ tag: 'prod', members: [{ id: 'a' }] });
  expect(toRows(sorted, true, ['\nprod']).map(({ key }) => key)).toEqual(
    keys.filter((key) => !key.startsWith('\nprod\n')),
  );
  expect(toRows(sorted, false)).toHaveLength(3);
});

test('groups of monitors that are sorted by their states are so, too, and then by their names', () => {
  const sorted = [
    summary('a', { tags: ['web'], state: 'down' }),
    summary('b', { state: 'down' }),
    summary('c', { tags: ['mail', 'cdn'], state: 'degraded' }),
    summary('d', { tags: ['jobs', 'web'], state: 'up' }),
  ];
  const tags = (isByState: boolean) =>
    toRows(sorted, true, [], isByState).flatMap((row) => (row.type === 'heading' ? [row.tag] : []));
  expect(tags(true)).toEqual(['web', 'cdn', 'mail', 'jobs', null]);
  expect(tags(false)).toEqual(['cdn', 'jobs', 'mail', 'web', null]);
});

test('each row says its place among the headings, or below its heading', () => {
  const sorted = [summary('a', { tags: ['web', 'prod'] }), summary('b', { tags: ['web'] }), summary('c')];
  const places = toRows(sorted, true).map(({ type, place, of }) => `${type} ${place}/${of}`);
  expect(places).toEqual([
    ...['heading 1/3', 'monitor 1/1'],
    ...['heading 2/3', 'monitor 1/2', 'monitor 2/2'],
    ...['heading 3/3', 'monitor 1/1'],
  ]);
  expect(toRows(sorted, false).map(({ place, of }) => `${place}/${of}`)).toEqual(['1/3', '2/3', '3/3']);
});

test('what needs attention is counted by state, the most urgent first', () => {
  const monitors = (['degraded', 'up', 'down', 'late', 'paused', 'down', 'maintenance'] as const).map((state, index) =>
    summary(String(index), { state }),
  );
  expect(countUrgent(monitors)).toEqual([
    { state: 'down', count: 2 },
    { state: 'late', count: 1 },
    { state: 'degraded', count: 1 },
  ]);
  expect(countUrgent([summary('fine')])).toEqual([]);
});

test('a collapsed heading stands for its monitors, unless they have a row elsewhere', () => {
  const sorted = [summary('a', { tags: ['prod', 'web'] }), summary('b', { tags: ['prod'] })];
  const rows = toRows(sorted, true, ['\nprod']);
  expect(rows.map((row) => ids(monitorsAt(row)))).toEqual([['a', 'b'], [], ['a']]);
  expect(placeOf(rows, 'a')).toBe(2);
  expect(placeOf(rows, 'b')).toBe(0);
  expect(placeOf(rows, 'gone')).toBe(-1);
  expect(placeOf(rows, null)).toBe(-1);
});

test('the visible rows are those that the viewport touches, and some around them', () => {
  const rows = toRows(
    Array.from({ length: 1_000 }, (_, index) => summary(String(index))),
    false,
  );
  const offsets = offsetsOf(rows);
  expect(offsets.at(-1)).toBe(1_000 * rowHeight);
  expect(visibleRange(offsets, 0, 460)).toEqual({ first: 0, end: 17 });
  expect(visibleRange(offsets, 500 * rowHeight, 460)).toEqual({ first: 494, end: 517 });
  expect(visibleRange(offsets, 999 * rowHeight, 460).end).toBe(1_000);
});

test('at any scroll position, each row that touches the viewport is rendered', () => {
  const rows = toRows(
    Array.from({ length: 40 }, (_, index) => summary(String(index), { tags: [`t${index % 7}`] })),
    true,
  );
  const offsets = offsetsOf(rows);
  expect(offsets.at(-1)).toBe(40 * rowHeight + 7 * headingHeight);
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(1_000), (top, height) => {
      const { first, end } = visibleRange(offsets, top, height);
      rows.forEach((_, index) => {
        const isTouched = (offsets[index + 1] ?? 0) > top && (offsets[index] ?? 0) < top + height;
        if (isTouched) expect(index >= first && index < end).toBe(true);
      });
    }),
  );
});

test('above the rows in sight is the heading of the group that they begin in, wherever it is', () => {
  const monitors = Array.from({ length: 300 }, (_, index) => summary(String(index), { tags: [`t${index % 3}`] }));
  const rows = toRows(monitors, true, ['\nt1']);
  const offsets = offsetsOf(rows);
  const drawnAt = (first: number, end: number): readonly string[] =>
    rowsInRange(rows, offsets, { first, end }).map(({ row, top }) => `${row.key.trim()} at ${String(top)}`);
  expect(drawnAt(50, 52)).toEqual([
    't0 at 0',
    `t0\n147 at ${String(headingHeight + 49 * rowHeight)}`,
    `t0\n150 at ${String(headingHeight + 50 * rowHeight)}`,
  ]);
  // Three headings in sight, one above: as high as their rows, each ends where the next one begins.
  const [above, ...below] = rowsInRange(rows, offsets, { first: 100, end: 104 }).filter(
    ({ row }) => row.type === 'heading',
  );
  expect(above?.top).toBe(0);
  const ends = [above, ...below].map((one) => (one?.row.type === 'heading' ? one.top + groupHeight(one.row) : 0));
  expect(ends.slice(0, -1)).toEqual(below.map(({ top }) => top));
  expect(rowsInRange(toRows(monitors, false), offsets, { first: 7, end: 9 })).toHaveLength(2);
});
