import { expect, test } from 'vitest';
import type { Replay } from '../../../electron/contract/model/replay.ts';
import { text } from '../../../renderer/text/text.ts';

test('a replay that could not judge everything says so where it counts', () => {
  const counted = { alerts: 1, degraded: 0, downMs: 0, incidents: [] };
  const replay = { from: 0, to: 3_600_000, checks: 60, proposed: counted, current: counted, recorded: 1 };
  const wordsOf = (limits: Replay['limits']): string => text.replay.alerts({ ...replay, limits }, 3_600_000);
  expect(wordsOf([])).toBe('Would have alerted once in the last 1 h (the same as with the current settings)');
  expect(wordsOf(['assertions'])).toMatch(/^Apart from that, would have alerted once in /);
});
