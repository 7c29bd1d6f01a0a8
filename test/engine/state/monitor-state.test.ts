import { describe, expect, test } from 'vitest';
import { monitorStates } from '../../../electron/contract/model/state.ts';
import { monitorState } from '../../../electron/engine/state/monitor-state.ts';

test.each(monitorStates)('seen from one location alone, %s is the state of the monitor', (state) => {
  expect(monitorState([state], 1)).toBe(state);
  expect(monitorState([state], 3)).toBe(state);
});

describe('seen from several locations', () => {
  test('a monitor is as bad as a quorum of locations reports', () => {
    expect(monitorState(['up', 'down', 'up'], 1)).toBe('down');
    expect(monitorState(['up', 'down', 'up'], 2)).toBe('up');
    expect(monitorState(['down', 'up', 'degraded'], 2)).toBe('degraded');
    expect(monitorState(['down', 'failing', 'up'], 2)).toBe('failing');
    expect(monitorState(['down', 'down', 'up'], 2)).toBe('down');
    expect(monitorState(['down', 'down'], 5)).toBe('down');
  });

  test('locations without a known state do not count towards the quorum', () => {
    expect(monitorState(['unknown', 'down', 'up'], 2)).toBe('up');
    expect(monitorState(['unknown', 'down', 'new'], 2)).toBe('unknown');
    expect(monitorState(['unknown', 'new'], 1)).toBe('unknown');
    expect(monitorState(['new', 'new'], 1)).toBe('new');
  });

  test('a pause applies to all locations', () => {
    expect(monitorState(['paused', 'paused'], 1)).toBe('paused');
    expect(monitorState(['maintenance', 'maintenance'], 2)).toBe('maintenance');
  });
});
