import { expect, test } from 'vitest';
import {
  columns,
  createRecycler,
  daysOfAll,
  drawnPlaces,
  emptyColumns,
  fitColumns,
  p95Beside,
  p95Of,
  readView,
  rowsInSight,
  sortTable,
  uptimeOfAll,
  usualView,
  writeView,
  type Column,
} from '../../../renderer/state/monitor-table.ts';
import { passedAt, summary } from '../summaries.ts';
import { packRecent } from '../../../electron/contract/model/recent-checks.ts';

const share = (ratio: number | null) => ({ ratio, coverage: 1 });
const slow = summary('slow', {
  responseTime: 900,
  recent: packRecent([passedAt(1, 900)]),
  tags: ['web', 'prod'],
  certificate: { endsAt: 9, warnAt: 1 },
});
const down = summary('down', {
  state: 'down',
  recent: packRecent([passedAt(1, 10)]),
  certificate: { endsAt: 5, warnAt: 1 },
  registration: { endsAt: 7, warnAt: 1 },
  responseTime: 10,
  locations: ['frankfurt'],
});
const job = summary('job', { kind: 'heartbeat', tags: ['prod'] });
const monitors = [job, slow, down];
const uptimes = new Map(
  [
    ['slow', 0.9, 0.99],
    ['down', 0.5, 1],
  ].map(([id, day, month]) => [
    String(id),
    { monitorId: String(id), day: share(Number(day)), month: share(Number(month)), days: [null, Number(month)] },
  ]),
);

test.each<[Column, readonly string[], readonly string[]]>([
  ['state', ['down', 'job', 'slow'], ['slow', 'job', 'down']],
  ['name', ['down', 'job', 'slow'], ['slow', 'job', 'down']],
  ['day', ['down', 'slow', 'job'], ['slow', 'down', 'job']],
  ['month', ['slow', 'down', 'job'], ['down', 'slow', 'job']],
  ['days', ['slow', 'down', 'job'], ['down', 'slow', 'job']],
  ['latest', ['slow', 'down', 'job'], ['down', 'slow', 'job']],
  ['p95', ['slow', 'down', 'job'], ['down', 'slow', 'job']],
  ['certificate', ['down', 'slow', 'job'], ['slow', 'down', 'job']],
  ['registration', ['down', 'job', 'slow'], ['down', 'job', 'slow']],
  ['locations', ['down', 'job', 'slow'], ['down', 'job', 'slow']],
])('sorted by %s the worst come first, and those without a value last in either direction', (sort, worst, best) => {
  const ids = (isReversed: boolean): readonly string[] =>
    sortTable(monitors, { sort, isReversed }, uptimes).map(({ id }) => id);
  expect(ids(false)).toEqual(worst);
  expect(ids(true)).toEqual(best);
});

test('sorted by the latest result, few days left come first', () => {
  const of = (id: string, value: number) => summary(id, { figure: { name: 'days', value, unit: 'd' } });
  const sorted = sortTable([of('later', 90), of('soon', 3)], { sort: 'latest', isReversed: false }, new Map());
  expect(sorted.map(({ id }) => id)).toEqual(['soon', 'later']);
});

const shownAt = (width: number, hidden: readonly Column[] = [], sort: Column = 'state'): string =>
  fitColumns({ hidden, sort }, width)
    .map(({ column }) => column)
    .join(' ');

test('what says least goes first where there is no room, and state and name always stay', () => {
  expect(shownAt(1_450)).toBe(columns.join(' '));
  expect(shownAt(910)).toBe('state name day month days latest certificate tags');
  expect(shownAt(437)).toBe('state name day days');
  expect(shownAt(0)).toBe('state name');
  expect(shownAt(860, ['tags', 'days', 'registration', 'locations'])).toBe(
    'state name kind day month latest p95 certificate',
  );
});

test('a column in which no monitor has anything is empty', () => {
  expect(emptyColumns([summary('plain')])).toEqual(['certificate', 'registration', 'tags', 'locations']);
  expect(emptyColumns([summary('plain'), slow])).toEqual(['registration', 'locations']);
  expect(emptyColumns([slow, down])).toEqual([]);
});

test('the column by which the table is sorted stays', () => {
  expect(shownAt(533, [], 'tags')).toBe('state name day tags');
});

test('where there is room for states and names only, the name gives way, and the order of the rows needs no column', () => {
  const narrow = { hidden: [], sort: 'tags' } as const;
  expect(fitColumns(narrow, 193)).toEqual([
    { column: 'state', width: 114 },
    { column: 'name', width: 79 },
  ]);
  for (const width of [208, 300, 320]) {
    const sum = fitColumns(narrow, width).reduce((all, one) => all + one.width, 0);
    expect(sum).toBeLessThanOrEqual(width);
    expect(sum).toBeGreaterThan(width - 3);
  }
});

test('the columns that are shown fill the width, and none is narrower than it needs', () => {
  for (const width of [437, 760, 1_152]) {
    const sum = fitColumns({ hidden: [], sort: 'state' }, width).reduce((all, one) => all + one.width, 0);
    expect(sum).toBeLessThanOrEqual(width);
    expect(sum).toBeGreaterThan(width - columns.length);
  }
});

test('the name has most of the room that numbers do not need, and the last columns go before it is cut', () => {
  const hidden = ['checks', 'certificate', 'registration', 'locations'] as const;
  const widths = (width: number): Partial<Record<Column, number>> =>
    Object.fromEntries(fitColumns({ hidden, sort: 'state' }, width).map((one) => [one.column, one.width]));
  for (const width of [437, 653, 910, 1_152]) expect(widths(width).name).toBeGreaterThanOrEqual(166);
  expect(widths(437).days).toBe(81);
  expect(widths(653)).toMatchObject({ month: 84, latest: 98 });
  expect(widths(653).days).toBeGreaterThanOrEqual(100);
  expect(widths(910)).toMatchObject({ month: 84, p95: 92 });
  expect(widths(1_152)).toMatchObject({ month: 116, kind: 134 });
});

test('the 95th percentile is of the checks that had a response', () => {
  const recent = packRecent(Array.from({ length: 40 }, (_, index) => passedAt(index, index + 1)));
  expect(p95Of(recent)).toBe(38);
  expect(p95Of(packRecent([{ at: 1, verdict: 'fail', responseTime: null }]))).toBeNull();
});

test('beside a latest result that is no response time, or beside none, there is no 95th percentile', () => {
  expect(p95Beside(slow)).toBe(900);
  expect(p95Beside({ ...slow, kind: 'heartbeat' })).toBe(900);
  expect(p95Beside({ ...slow, kind: 'certificate' })).toBeNull();
  expect(p95Beside({ ...slow, enabled: false })).toBeNull();
});

test('the view is remembered, and what is not understood is as usual', () => {
  const layout = { isReversed: true, isDense: true, isGrouped: true } as const;
  const collapsed = ['\nshop, north', '\n'];
  const view = { sort: 'p95', ...layout, hidden: ['month', 'tags'], collapsed } as const;
  expect(readView(writeView(view))).toEqual(view);
  expect(readView(writeView({ ...usualView, hidden: [] }))).toEqual({ ...usualView, hidden: [] });
  expect(readView(null)).toEqual(usualView);
  expect(readView('colour')).toEqual({ ...usualView, hidden: [] });
  expect(readView('name forward dense grouped kind %E0%A4%A')).toMatchObject({ sort: 'name', isDense: true });
});

test('only the rows in sight exist, with some around them', () => {
  expect(rowsInSight(1_000, 34, { top: -200, bottom: 140 })).toEqual({ first: 0, end: 20 });
  expect(rowsInSight(1_000, 34, { top: 3_400, bottom: 3_740 })).toEqual({ first: 88, end: 124 });
  expect(rowsInSight(1_000, 34, { top: 3_467, bottom: 3_807 })).toEqual({ first: 88, end: 124 });
  expect(rowsInSight(1_000, 34, { top: 3_468, bottom: 3_808 })).toEqual({ first: 92, end: 128 });
  expect(rowsInSight(5, 34, { top: 3_400, bottom: 3_740 })).toEqual({ first: 5, end: 5 });
});

test('scrolling never comes nearer than ten rows to the end of what is drawn', () => {
  for (let top = 3_400; top < 3_540; top += 1) {
    const { first, end } = rowsInSight(1_000, 34, { top, bottom: top + 345 });
    expect(top / 34 - first).toBeGreaterThanOrEqual(10);
    expect(end - (top + 345) / 34).toBeGreaterThanOrEqual(10);
    expect(end - first).toBe(36);
  }
});

test('the active row is drawn wherever it is, and what is left out around it is counted', () => {
  const places = (active: number) => drawnPlaces(50, { first: 10, end: 13 }, active);
  expect(places(11)).toEqual([-10, 10, 11, 12, -37]);
  expect(places(2)).toEqual([-2, 2, -7, 10, 11, 12, -37]);
  expect(places(40)).toEqual([-10, 10, 11, 12, -27, 40, -9]);
  expect(places(49)).toEqual([-10, 10, 11, 12, -36, 49]);
  expect(drawnPlaces(2, { first: 0, end: 2 }, -1)).toEqual([0, 1]);
});

test('a row keeps its element while it is drawn, and new ones take those of rows that are gone', () => {
  const recycle = createRecycler();
  const shown = (keys: string, focused: string | null = null): string =>
    [...recycle(keys.split(' '), focused)].map(([key, element]) => `${key}${element}`).join(' ');
  expect(shown('a b c d')).toBe('a0 b1 c2 d3');
  expect(shown('c d e f', 'c')).toBe('c2 d3 e0 f1');
  expect(shown('f x y d')).toBe('f1 x2 y0 d3');
  expect(shown('d')).toBe('d3');
  expect(shown('e d g')).toBe('e4 d3 g5');
});

test('the element of a row that had the focus when it was deleted goes with it', () => {
  const recycle = createRecycler();
  recycle(['a', 'b', 'c'], 'b');
  expect([...recycle(['a', 'c', 'd'], 'b').values()]).toEqual([0, 2, 3]);
});

test('the uptime of a group is that of the monitored time of all its monitors', () => {
  const known = (id: string, ratio: number | null, coverage: number | null) =>
    [id, { monitorId: id, day: { ratio, coverage }, month: { ratio: 1, coverage: 1 }, days: [] }] as const;
  const some = new Map([known('slow', 1, 1), known('down', 0.5, 0.5), known('job', null, 0)]);
  expect(uptimeOfAll([slow, down], some, 'day')).toEqual({ ratio: 1.25 / 1.5, coverage: 0.75 });
  expect(uptimeOfAll(monitors, some, 'day')).toEqual({ ratio: 1.25 / 1.5, coverage: 0.5 });
  expect(uptimeOfAll([slow, down], some, 'month')).toEqual({ ratio: 1, coverage: 1 });
  // Nothing was monitored, or nothing has loaded.
  expect(uptimeOfAll([job], some, 'day')).toEqual({ ratio: null, coverage: null });
  expect(uptimeOfAll(monitors, new Map(), 'day')).toEqual({ ratio: null, coverage: null });
});

test('a day of a group is the mean of the monitors of which something is known', () => {
  expect(daysOfAll(monitors, uptimes)).toEqual([null, 0.995]);
  expect(daysOfAll([job], uptimes)).toEqual([]);
});
