import { expect, test } from 'vitest';
import { editEvents } from '../../../electron/engine/monitors/edit-events.ts';
import { httpMonitor } from '../store/fixtures.ts';

const before = httpMonitor('shop-api');

test('an edit names the fields that differ, not their values', () => {
  const after = { ...before, url: 'https://example.com/', auth: { type: 'bearer', token: 'hunter2' } } as const;
  expect(editEvents(before, after)).toEqual([{ type: 'edited', fields: ['url', 'auth'] }]);
});

test('pausing and resuming are events of their own, also beside an edit', () => {
  expect(editEvents(before, { ...before, enabled: false })).toEqual([{ type: 'paused' }]);
  expect(editEvents({ ...before, enabled: false }, { ...before, notes: 'Call Ann' })).toEqual([
    { type: 'edited', fields: ['notes'] },
    { type: 'resumed' },
  ]);
});

test('saving without a change, in another order or from another source is none', () => {
  const headers = { a: '1', b: '2' };
  const reordered = { ...before, headers: { b: '2', a: '1' }, source: 'file' } as const;
  expect(editEvents({ ...before, headers }, reordered)).toEqual([]);
});
