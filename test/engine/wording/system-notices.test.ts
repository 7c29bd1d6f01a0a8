import { expect, test } from 'vitest';
import type { Notice } from '../../../electron/contract/notices.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { say } from '../../../electron/engine/wording/wording.ts';

const backupAt = Date.UTC(2026, 10, 22, 10, 15);
const full = { code: 'store', facts: { trouble: 'full' } } as const;
const said = (notice: Notice): string => say(en.systemNotices, notice);

test.each<[Notice, string]>([
  [
    { code: 'database-damaged', facts: { aside: 'vigilmon.db.damaged-1', backupAt } },
    'The database was damaged and is kept as vigilmon.db.damaged-1. ' +
      'The backup of 22 Nov 2026, 10:15 UTC was restored. Later changes and recordings are lost.',
  ],
  [
    { code: 'restore-failed', facts: { backupAt, reason: full } },
    'The backup of 22 Nov 2026, 10:15 UTC could not be restored: the disk is full; free some space. ' +
      'Vigilmon will try again at the next start.',
  ],
  [
    { code: 'secrets-unreadable', facts: { names: ['Shop', 'Ops'], more: 3 } },
    'Stored passwords or tokens cannot be read because the key that encrypted them is missing. ' +
      'Enter them again for Shop, Ops and 3 more. Nothing was deleted: if the key returns, they can be read again.',
  ],
  [
    {
      code: 'notifications-failing',
      facts: {
        why: [
          { code: 'failed', facts: { program: null, text: 'not allowed' } },
          { code: 'not-installed', facts: { program: 'notify-send' } },
        ],
      },
    },
    'Notifications cannot be shown: the desktop: not allowed; notify-send is not installed.',
  ],
  [
    { code: 'checks-late', facts: { byMs: 90_000 } },
    'Checks start up to 1 min 30 s late because this computer or a target host is overloaded. ' +
      'The states shown may be out of date.',
  ],
])('$code', (notice, words) => {
  expect(said(notice)).toBe(words);
});
