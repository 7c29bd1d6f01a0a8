import { expect, test } from 'vitest';
import { actionOf } from '../../../renderer/state/list-keys.ts';
import { toRows, type ListRow } from '../../../renderer/state/list.ts';
import { summary } from '../summaries.ts';

const monitors = [
  summary('a', { tags: ['web'] }),
  summary('b', { tags: ['web'] }),
  summary('c', { tags: ['jobs'] }),
  summary('d'),
];
/** jobs (collapsed), web, a, b, no tag, d */
const rows = toRows(monitors, true, ['\njobs']);
const nameOf = (row: ListRow): string => (row.type === 'heading' ? `# ${row.tag ?? '-'}` : row.monitor.id);

function pressed(key: string, at: number, shown = rows): string | null {
  const action = actionOf(key, { rows: shown, at, page: 3 });
  if (action === null || action.type === 'expandAll') return action?.type ?? null;
  return `${action.type} ${nameOf(action.row)}`;
}

test('arrows, pages and ends walk over headings and monitors alike', () => {
  expect(rows.map(nameOf)).toEqual(['# jobs', '# web', 'a', 'b', '# -', 'd']);
  expect(pressed('ArrowDown', 1)).toBe('go a');
  expect(pressed('ArrowDown', 3)).toBe('go # -');
  expect(pressed('ArrowUp', 1)).toBe('go # jobs');
  expect(pressed('ArrowUp', 0)).toBe('go # jobs');
  expect(pressed('PageDown', 1)).toBe('go # -');
  expect(pressed('PageUp', 5)).toBe('go a');
  expect(pressed('Home', 3)).toBe('go # jobs');
  expect(pressed('End', 0)).toBe('go d');
});

test('without a current row, keys start before the first', () => {
  expect(pressed('ArrowDown', -1)).toBe('go # jobs');
  expect(pressed('End', -1)).toBe('go d');
  for (const key of ['Enter', ' ', 'ArrowLeft', 'ArrowRight']) expect(pressed(key, -1)).toBeNull();
});

test('an asterisk expands all groups, where there are any', () => {
  for (const at of [-1, 0, 2]) expect(pressed('*', at)).toBe('expandAll');
  expect(pressed('*', 0, toRows(monitors, false))).toBeNull();
});

test('Enter and Space collapse and expand a group', () => {
  for (const key of ['Enter', ' ']) {
    expect(pressed(key, 0)).toBe('toggle # jobs');
    expect(pressed(key, 1)).toBe('toggle # web');
  }
});

test('the right arrow expands a group, then goes to its first monitor', () => {
  expect(pressed('ArrowRight', 0)).toBe('toggle # jobs');
  expect(pressed('ArrowRight', 1)).toBe('go a');
  expect(pressed('ArrowRight', 2)).toBeNull();
});

test('the left arrow goes from a monitor to its heading, then collapses the group', () => {
  expect(pressed('ArrowLeft', 3)).toBe('go # web');
  expect(pressed('ArrowLeft', 5)).toBe('go # -');
  expect(pressed('ArrowLeft', 1)).toBe('toggle # web');
  expect(pressed('ArrowLeft', 0)).toBeNull();
});

test('Enter opens a monitor', () => {
  expect(pressed('Enter', 2)).toBe('go a');
  expect(pressed(' ', 2)).toBeNull();
});

test('in a list without groups, the arrows to the sides do nothing', () => {
  const flat = toRows(monitors, false);
  expect(pressed('ArrowLeft', 2, flat)).toBeNull();
  expect(pressed('ArrowRight', 2, flat)).toBeNull();
  expect(pressed('ArrowDown', 2, flat)).toBe('go d');
});

test('an empty list takes no keys', () => {
  for (const key of ['ArrowDown', 'Home', 'Enter']) expect(pressed(key, -1, [])).toBeNull();
});
