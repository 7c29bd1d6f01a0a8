import { expect, test } from 'vitest';
import { toggleKey } from '../../../renderer/state/collapsed.ts';
import { readPreferences, withoutGone, writePreferences } from '../../../renderer/state/list-preferences.ts';
import { summary } from '../summaries.ts';

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

test('groups of tags that no monitor has any longer are forgotten, unless nothing has loaded yet', () => {
  const preferences = { sort: 'state', groupByTag: true, collapsed: ['\nshop', '\ngone'] } as const;
  expect(withoutGone(preferences, [summary('web', { tags: ['shop'] })]).collapsed).toEqual(['\nshop']);
  expect(withoutGone(preferences, [])).toEqual(preferences);
});
