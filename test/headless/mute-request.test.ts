import { expect, test } from 'vitest';
import { muteEnd, readMute } from '../../electron/headless/cli/mute-request.ts';

const noon = new Date(2026, 0, 5, 12).getTime();

function endOf(options: Readonly<Record<string, string | boolean>>): number | null {
  const request = readMute({ monitors: 'shop', ...options });
  if (typeof request === 'string' || !('scopes' in request)) throw new Error(JSON.stringify(request));
  return muteEnd(request.length, noon);
}

test.each([
  [{}, new Date(2026, 0, 5, 13)],
  [{ duration: '90m' }, new Date(2026, 0, 5, 13, 30)],
  [{ until: '18:00' }, new Date(2026, 0, 5, 18)],
  [{ until: '9:00' }, new Date(2026, 0, 6, 9)],
  [{ until: '12:00' }, new Date(2026, 0, 6, 12)],
  [{ until: '2026-01-07T08:30' }, new Date(2026, 0, 7, 8, 30)],
  [{ until: '2026-01-07T08:30+09:00' }, new Date(Date.UTC(2026, 0, 6, 23, 30))],
])('a mute with %j that begins at noon ends at %s', (options, end) => {
  expect(endOf(options)).toBe(end.getTime());
});

test('a mute until recovery has no end of its own', () => {
  expect(endOf({ 'until-recovery': true })).toBeNull();
});
