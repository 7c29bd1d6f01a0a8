import { expect, test } from 'vitest';
import type { WordedIncident } from '../../../electron/contract/worded.ts';
import { resolvedSince } from '../../../renderer/state/resolved.ts';
import { incident } from '../incidents.ts';

const resolved = (id: number, monitorId: string, endedAt: number | null): WordedIncident =>
  incident(id, monitorId, 0, endedAt);

test('a monitor that flapped is listed once, with its latest incident, and the latest monitor comes first', () => {
  const incidents = [resolved(1, 'shop', 10), resolved(2, 'mail', 20), resolved(3, 'shop', 30)];
  expect(resolvedSince(incidents, 0, new Set())).toEqual([
    { latest: incidents[2], count: 2 },
    { latest: incidents[1], count: 1 },
  ]);
});

test('what is open, ended earlier or is listed already is left out', () => {
  const incidents = [resolved(1, 'shop', null), resolved(2, 'mail', 20), resolved(3, 'disk', 30)];
  expect(resolvedSince(incidents, 25, new Set())).toEqual([{ latest: incidents[2], count: 1 }]);
  expect(resolvedSince(incidents, 25, new Set(['disk']))).toEqual([]);
});
