import { expect, test } from 'vitest';
import { collapseAll } from '../../../renderer/state/collapsed.ts';
import { toRows } from '../../../renderer/state/list.ts';
import { summary } from '../summaries.ts';

const monitors = [summary('shop', { tags: ['web'] }), summary('job', { tags: ['nightly'] })];

test('all groups are collapsed or expanded', () => {
  const rows = toRows(monitors, true);
  expect(collapseAll(rows, true, [])).toEqual(['\nnightly', '\nweb']);
  expect(collapseAll(rows, false, ['\nweb'])).toEqual([]);
});

test('a collapsed group that a filter hides stays collapsed', () => {
  const rows = toRows(monitors.slice(0, 1), true);
  expect(collapseAll(rows, true, ['\nnightly'])).toEqual(['\nnightly', '\nweb']);
  expect(collapseAll(rows, false, ['\nnightly', '\nweb'])).toEqual(['\nnightly']);
});
