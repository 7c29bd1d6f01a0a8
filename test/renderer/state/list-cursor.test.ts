import { expect, test } from 'vitest';
import { createListCursor, type ListCursor } from '../../../renderer/state/list-cursor.svelte.ts';
import { createMonitorList, type MonitorList } from '../../../renderer/state/list.svelte.ts';
import { monitorOf, overviewRoute, type Route } from '../../../renderer/state/route.ts';
import { createRouter, type Router } from '../../../renderer/state/router.svelte.ts';
import { summary } from '../summaries.ts';

interface Rig {
  readonly list: MonitorList;
  readonly router: Router;
  readonly cursor: ListCursor;
  readonly revealed: string[];
  /** Of the row with that name: `# web` or `a`. */
  readonly act: (does: 'go' | 'extendTo', name: string) => void;
  readonly toggle: (tag: string) => void;
  /** The row that keys apply to. */
  readonly lead: () => string | null;
  /** The rows that are shown as selected. */
  readonly marked: () => readonly string[];
  readonly open: () => string | null;
}

/** # jobs, c, # shop, b, e, # web, a, b */
function rig(): Rig {
  const monitors = [
    summary('a', { tags: ['web'] }),
    summary('b', { tags: ['shop', 'web'] }),
    summary('c', { tags: ['jobs'] }),
    summary('e', { tags: ['shop'] }),
  ];
  const router = createRouter({
    history: {
      state: null,
      length: 1,
      back: () => undefined,
      pushState: () => undefined,
      replaceState: () => undefined,
    },
    addEventListener: () => undefined,
    urlOf: () => '',
  });
  const list = createMonitorList(
    { monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])) },
    {
      storage: { getItem: () => 'name tag', setItem: () => undefined } as unknown as Storage,
      current: () => monitorOf(router.route),
      onsearch: () => undefined,
    },
  );
  const revealed: string[] = [];
  const cursor = createListCursor({ list, router }, (key) => revealed.push(key));
  const nameOf = (row: MonitorList['rows'][number]): string =>
    row.type === 'heading' ? `# ${row.tag ?? '-'}` : row.monitor.id;
  const rowOf = (name: string): MonitorList['rows'][number] => {
    const row = list.rows.find((one) => nameOf(one) === name);
    if (row === undefined) throw new Error(`no row ${name}`);
    return row;
  };
  return {
    list,
    router,
    cursor,
    revealed,
    act: (does, name) => cursor[does](rowOf(name)),
    toggle: (tag) => {
      const row = rowOf(`# ${tag}`);
      if (row.type === 'heading') cursor.toggleGroup(row);
    },
    lead: () => {
      const row = list.rows[cursor.at];
      return row === undefined ? null : nameOf(row);
    },
    marked: () => list.rows.filter(cursor.isSelected).map(nameOf),
    open: () => monitorOf(router.route),
  };
}

const monitor = (id: string): Route => ({ view: 'monitor', id });

test('going to a monitor opens it; going to a heading leaves open what is', () => {
  const { act, lead, open, marked, revealed } = rig();
  expect(lead()).toBeNull();
  act('go', 'c');
  expect([lead(), open(), marked()]).toEqual(['c', 'c', ['c']]);
  act('go', '# shop');
  expect([lead(), open(), marked()]).toEqual(['# shop', 'c', ['c']]);
  expect(revealed).toEqual(['\njobs\nc', '\nshop']);
});

test('a collapsed heading stands for the open monitor, wherever that was opened, and stays collapsed', () => {
  const { toggle, lead, marked, router } = rig();
  toggle('jobs');
  router.go(monitor('c'));
  expect([lead(), marked()]).toEqual(['# jobs', ['# jobs']]);
  // One that is listed elsewhere as well is there.
  toggle('shop');
  router.go(monitor('b'));
  expect([lead(), marked()]).toEqual(['b', ['# shop', 'b']]);
  router.go(overviewRoute);
  expect([lead(), marked()]).toEqual([null, []]);
});

test('the row of a monitor that was opened elsewhere is the current one, and Shift begins there', () => {
  const { act, lead, list, router } = rig();
  act('go', '# jobs');
  router.go(monitor('e'));
  expect(lead()).toBe('e');
  act('extendTo', 'a');
  expect([...list.selected].sort()).toEqual(['a', 'e']);
});

test('a collapsed heading between both ends of a selection stands for all its monitors, an open one for none', () => {
  const { act, toggle, list, lead, marked } = rig();
  toggle('shop');
  act('go', 'c');
  act('extendTo', '# shop');
  expect([...list.selected].sort()).toEqual(['b', 'c', 'e']);
  expect([lead(), marked()]).toEqual(['# shop', ['c', '# shop', 'b']]);
  act('extendTo', '# web');
  expect([...list.selected].sort()).toEqual(['b', 'c', 'e']);
  act('extendTo', 'a');
  expect([...list.selected].sort()).toEqual(['a', 'b', 'c', 'e']);
});

test('a selection grows across open headings, step by step, and shrinks again', () => {
  const { act, list, lead, open } = rig();
  act('go', 'c');
  act('extendTo', '# shop');
  expect([lead(), list.selected.size]).toEqual(['# shop', 0]);
  act('extendTo', 'b');
  expect([...list.selected].sort()).toEqual(['b', 'c']);
  act('extendTo', 'c');
  expect([lead(), open(), list.selected.size]).toEqual(['c', 'c', 0]);
});

test('a collapsed heading is marked as selected once all its monitors are', () => {
  const { act, toggle, list, marked, open } = rig();
  toggle('web');
  act('go', 'b');
  expect([open(), marked()]).toEqual(['b', ['b', '# web']]);
  act('extendTo', 'e');
  expect([[...list.selected].sort(), marked()]).toEqual([
    ['b', 'e'],
    ['b', 'e'],
  ]);
  act('extendTo', '# web');
  expect([[...list.selected].sort(), marked()]).toEqual([
    ['a', 'b', 'e'],
    ['b', 'e', '# web'],
  ]);
});

test('folding changes nothing about what is selected', () => {
  const { act, toggle, list, marked, lead } = rig();
  act('go', 'b');
  act('extendTo', 'e');
  toggle('shop');
  expect([...list.selected].sort()).toEqual(['b', 'e']);
  expect([lead(), marked()]).toEqual(['# shop', ['# shop', 'b']]);
  act('go', '# web');
  expect(list.selected.size).toBe(0);
});

test('of a heading that is gone, the one in its place or above is current, unless a monitor is open elsewhere', () => {
  const { act, lead, list, router, open } = rig();
  act('go', '# jobs');
  expect(lead()).toBe('# jobs');
  list.search = 'tag:shop';
  expect(lead()).toBe('# shop');
  list.search = '';
  expect(lead()).toBe('# jobs');
  act('go', '# web');
  expect(lead()).toBe('# web');
  list.search = 'tag:jobs';
  expect([lead(), open()]).toEqual(['# jobs', null]);
  router.go(monitor('c'));
  expect(lead()).toBe('c');
  // Of a monitor that is gone, none is: the open one is then not in the list.
  list.search = 'tag:shop';
  expect([lead(), open()]).toEqual([null, 'c']);
});
