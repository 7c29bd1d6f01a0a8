import { expect, test } from 'vitest';
import type { Notice } from '../../../electron/contract/notices.ts';
import { NotShownError, type NativeNotification } from '../../../electron/engine/ports.ts';
import { withFallback } from '../../../electron/main/notifications/fallback.ts';

const down: NativeNotification = { tag: 'a', title: 'Down', body: '', monitorId: null, presence: 'normal' };
const unconfirmed = { code: 'unconfirmed', facts: {} } as const;
const notInstalled = { code: 'not-installed', facts: { program: 'notify-send' } } as const;

function setup() {
  const works = { first: true, second: true };
  const notices: (Notice | null)[] = [];
  const notifier = withFallback(
    {
      show: async () => {
        if (!works.first) throw new NotShownError([unconfirmed]);
        return 'dunst';
      },
      withdraw: () => undefined,
    },
    {
      show: async () => {
        if (!works.second) throw new NotShownError([notInstalled]);
        return 'notify-send';
      },
    },
    (notice) => void notices.push(notice),
  );
  return { works, notices, notifier };
}

test('another program shows it where the desktop does not, until it does again', async () => {
  const { works, notices, notifier } = setup();
  works.first = false;
  expect(await notifier.show(down)).toBe('notify-send');
  works.first = true;
  expect(await notifier.show(down)).toBe('dunst');
  expect(notices).toEqual([
    { code: 'notifications-substituted', facts: { by: 'notify-send', why: [unconfirmed] } },
    null,
  ]);
});

test('both reasons are reported where neither can', async () => {
  const { works, notices, notifier } = setup();
  Object.assign(works, { first: false, second: false });
  const why = [unconfirmed, notInstalled];
  await expect(notifier.show(down)).rejects.toMatchObject({ why });
  expect(notices).toEqual([{ code: 'notifications-failing', facts: { why } }]);
});
