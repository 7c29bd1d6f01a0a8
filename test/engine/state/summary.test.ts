import { expect, test } from 'vitest';
import { monitorStates, type MonitorState, type OverallState } from '../../../electron/contract/model/state.ts';
import { countStates, overallState } from '../../../electron/engine/state/summary.ts';

test('all states are counted, including those without monitors', () => {
  const counts = countStates(['up', 'up', 'down']);
  expect(Object.keys(counts).toSorted()).toEqual([...monitorStates].toSorted());
  expect(counts).toMatchObject({ up: 2, down: 1, paused: 0 });
});

const table: readonly [rule: string, states: readonly MonitorState[], overall: OverallState][] = [
  ['no monitor at all is empty', [], 'empty'],
  ['all up is up', ['up', 'up'], 'up'],
  ['one down outweighs everything', ['up', 'degraded', 'unknown', 'paused', 'down'], 'down'],
  ['degraded outweighs unknown', ['up', 'unknown', 'degraded'], 'degraded'],
  ['one unknown is enough not to be green', ['up', 'up', 'unknown'], 'unknown'],
  ['what is not confirmed counts as up', ['failing', 'late', 'running'], 'up'],
  ['a job that has not pinged yet does not change the others', ['up', 'new'], 'up'],
  ['where nothing has been seen yet all is unknown', ['new', 'new', 'paused'], 'unknown'],
  ['paused ones and those in maintenance do not count', ['paused', 'maintenance', 'up'], 'up'],
  ['where only such are left it is paused', ['paused', 'maintenance'], 'paused'],
];

test('with all monitors muted it is paused, and without monitors it is empty', () => {
  expect(overallState([], 2)).toBe('paused');
  expect(overallState(['up'], 2)).toBe('up');
  expect(overallState(['paused'], 2)).toBe('paused');
  expect(overallState([], 0)).toBe('empty');
});

test.each(table)('%s', (_rule, states, overall) => {
  expect(overallState(states)).toBe(overall);
});
