import { expect, test } from 'vitest';
import type { WordedNotice } from '../../../electron/contract/notices.ts';
import { createNotices, type Notices } from '../../../renderer/state/notices.svelte.ts';

const closed = {
  code: 'no-key-store',
  facts: {},
  severity: 'info',
  message: 'no key store',
} as const satisfies WordedNotice;
const failing = {
  code: 'notifications-failing',
  facts: { why: [] },
  severity: 'warning',
  message: 'Notifications cannot be shown.',
} as const satisfies WordedNotice;

const codesOf = ({ shown }: Notices): readonly string[] => shown.map(({ code }) => code);

test('a dismissed notice stays hidden until what it says changes', () => {
  const notices = createNotices();
  notices.update([failing, closed]);
  expect(codesOf(notices)).toEqual(['notifications-failing', 'no-key-store']);
  notices.dismiss(failing);
  notices.update([{ ...failing }, closed]);
  expect(codesOf(notices)).toEqual(['no-key-store']);
  notices.update([{ ...failing, message: 'Notifications cannot be shown: unsupported.' }, closed]);
  expect(codesOf(notices)).toEqual(['notifications-failing', 'no-key-store']);
});

test('a dismissed notice that was resolved and recurs is shown again', () => {
  const notices = createNotices();
  notices.update([failing]);
  notices.dismiss(failing);
  notices.update([]);
  notices.update([failing]);
  expect(codesOf(notices)).toEqual(['notifications-failing']);
});
