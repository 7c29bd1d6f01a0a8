import { expect, test } from 'vitest';
import { toggleKey } from '../../../renderer/state/collapsed.ts';
import { readPreferences, writePreferences } from '../../../renderer/state/list-preferences.ts';

test('what was chosen for the list is read as it was written', () => {
  for (const preferences of [
    { sort: 'name', groupByTag: true, collapsed: ['\nshop & co=1', '\nдва слова', '\n'] },
    { sort: 'state', groupByTag: false, collapsed: [] },
  ] as const) {
    expect(readPreferences(writePreferences(preferences))).toEqual(preferences);
  }
});

test('what an earlier version stored is understood, and anything else is as usual', () => {
  expect(readPreferences('slowest tag')).toEqual({ sort: 'slowest', groupByTag: true, collapsed: [] });
  expect(readPreferences('name ')).toEqual({ sort: 'name', groupByTag: false, collapsed: [] });
  const usual = { sort: 'state', groupByTag: false, collapsed: [] };
  expect(readPreferences(null)).toEqual(usual);
  expect(readPreferences('worst group')).toEqual(usual);
});

test('a group is collapsed and expanded by turns, and the others stay as they are', () => {
  const once = toggleKey(['\nweb'], '\nshop');
  expect(once).toEqual(['\nweb', '\nshop']);
  expect(toggleKey(once, '\nweb')).toEqual(['\nshop']);
});
