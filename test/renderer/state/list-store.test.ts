import { expect, test } from 'vitest';
import type { MonitorSummary } from '../../../electron/contract/model/state.ts';
import { collapseAll, isOpenGroup } from '../../../renderer/state/collapsed.ts';
import { createMonitorList, type MonitorList } from '../../../renderer/state/list.svelte.ts';
import { summary } from '../summaries.ts';

const storageKey = 'vigilmon.list';

interface Rig {
  readonly list: MonitorList;
  readonly stored: () => string | null;
}

function rig(monitors: readonly MonitorSummary[], stored: string): Rig {
  const kept = new Map([[storageKey, stored]]);
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  const list = createMonitorList(
    { monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])) },
    { storage, current: () => null, onsearch: () => undefined },
  );
  return { list, stored: () => storage.getItem(storageKey) };
}

const monitors = [
  summary('a', { tags: ['web'] }),
  summary('b', { tags: ['web', 'shop'] }),
  summary('c', { tags: ['shop'] }),
];
const rowsOf = ({ rows }: MonitorList): readonly string[] =>
  rows.map((row) => (row.type === 'heading' ? `# ${row.tag ?? '-'}` : row.monitor.id));

test('what is collapsed is kept, until it is expanded', () => {
  const { list, stored } = rig(monitors, 'name tag %0Aweb=');
  expect(rowsOf(list)).toEqual(['# shop', 'b', 'c', '# web']);
  list.toggleGroup('\nshop');
  expect(rowsOf(list)).toEqual(['# shop', '# web']);
  expect(stored()).toBe('name tag %0Aweb=&%0Ashop=');
  list.toggleGroup('\nweb');
  expect(stored()).toBe('name tag %0Ashop=');
});

test('a tag that no longer exists is forgotten with the next choice, and none before the monitors have loaded', () => {
  const { list, stored } = rig(monitors, 'name tag %0Agone=&%0Aweb=');
  list.sort = 'state';
  expect(stored()).toBe('state tag %0Aweb=');
  const loading = rig([], 'name tag %0Aweb=');
  loading.list.sort = 'state';
  expect(loading.stored()).toBe('state tag %0Aweb=');
});

test('a search expands all groups while it lasts, and what is collapsed meanwhile is not kept', () => {
  const { list, stored } = rig(monitors, 'name tag %0Aweb=&%0Ashop=');
  list.search = 'b.example';
  expect(rowsOf(list)).toEqual(['# shop', 'b', '# web', 'b']);
  list.toggleGroup('\nshop');
  expect(rowsOf(list)).toEqual(['# shop', '# web', 'b']);
  list.search = 'c.example';
  expect(rowsOf(list)).toEqual(['# shop', 'c']);
  list.search = '';
  expect(rowsOf(list)).toEqual(['# shop', '# web']);
  expect(stored()).toBe('name tag %0Aweb=&%0Ashop=');
});

test('all groups collapse and expand at once; during a search that is not kept', () => {
  const { list, stored } = rig(monitors, 'name tag %0Aweb=');
  expect(list.rows.some(isOpenGroup)).toBe(true);
  list.collapse(collapseAll(list.rows, true, list.collapsed));
  expect(rowsOf(list)).toEqual(['# shop', '# web']);
  expect(list.rows.some(isOpenGroup)).toBe(false);
  expect(stored()).toBe('name tag %0Ashop=&%0Aweb=');
  list.search = 'b.example';
  list.collapse(collapseAll(list.rows, true, list.collapsed));
  expect(rowsOf(list)).toEqual(['# shop', '# web']);
  list.collapse(collapseAll(list.rows, false, list.collapsed));
  expect(rowsOf(list)).toEqual(['# shop', 'b', '# web', 'b']);
  list.search = '';
  expect(rowsOf(list)).toEqual(['# shop', '# web']);
  list.collapse(collapseAll(list.rows, false, list.collapsed));
  expect(rowsOf(list)).toEqual(['# shop', 'b', 'c', '# web', 'a', 'b']);
  expect(stored()).toBe('name tag ');
});
