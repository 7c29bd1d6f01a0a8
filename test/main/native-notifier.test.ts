import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Notice } from '../../electron/contract/notices.ts';
import { NotShownError, type NativeNotification } from '../../electron/engine/ports.ts';
import { createNativeNotifier } from '../../electron/main/native-notifier.ts';
import { Notification } from '../support/fake-electron.ts';
import { manualClock } from '../support/manual-clock.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const down: NativeNotification = {
  tag: 'incident:12',
  title: 'Shop API is down',
  body: 'status 503, expected 200',
  monitorId: 'shop-api',
  presence: 'lasting',
};

const notAllowed = { code: 'failed', facts: { program: null, text: 'not allowed' } } as const;
const notInstalled = { code: 'not-installed', facts: { program: 'notify-send' } } as const;

beforeEach(() => {
  Notification.made.length = 0;
  Notification.supported = true;
  Notification.outcome = 'shows';
});

interface Setting {
  readonly platform?: NodeJS.Platform;
  readonly fallbackFails?: boolean;
}

function setup({ platform = 'linux', fallbackFails = false }: Setting = {}) {
  const clock = manualClock();
  const fellBack: NativeNotification[] = [];
  const clicks: (string | null)[] = [];
  const notices: (Notice | null)[] = [];
  const notifier = createNativeNotifier({
    platform,
    clock,
    onClick: (id) => void clicks.push(id),
    onFallback: (notice) => void notices.push(notice),
    fallback: {
      show: async (notification) => {
        if (fallbackFails) throw new NotShownError([notInstalled]);
        fellBack.push(notification);
        return 'notify-send';
      },
    },
  });
  return { clock, notifier, fellBack, clicks, notices };
}

describe('by Electron', () => {
  test('a critical outage stays until it is closed, without overriding do not disturb', async () => {
    const { notifier, fellBack } = setup();
    expect(await notifier.show(down)).toBe('Electron');
    expect(Notification.made[0]?.options).toMatchObject({
      title: 'Shop API is down',
      body: 'status 503, expected 200',
      urgency: 'normal',
      timeoutType: 'never',
    });
    expect(fellBack).toEqual([]);
  });

  test('a click opens its monitor', async () => {
    const { notifier, clicks } = setup();
    await notifier.show(down);
    await notifier.show({ ...down, tag: 'test', monitorId: null });
    for (const notification of Notification.made) notification.emit('click');
    expect(clicks).toEqual(['shop-api', null]);
  });

  test('a later notification with the same tag replaces the earlier one', async () => {
    const { notifier } = setup();
    await notifier.show(down);
    await notifier.show({ ...down, tag: 'incident:13' });
    await notifier.show({ ...down, title: 'Shop API has recovered' });
    expect(Notification.made.map(({ title, isClosed }) => [title, isClosed])).toEqual([
      ['Shop API is down', true],
      ['Shop API is down', false],
      ['Shop API has recovered', false],
    ]);
  });

  test('text from outside stays text on a desktop that interprets markup', async () => {
    const body = 'body is "<b>& <a href=x>", expected "ok"';
    await setup().notifier.show({ ...down, body });
    await setup({ platform: 'darwin' }).notifier.show({ ...down, body });
    expect(Notification.made.map((made) => made.body)).toEqual([
      'body is "&lt;b&gt;&amp; &lt;a href=x&gt;", expected "ok"',
      body,
    ]);
  });
});

describe('by the other notifier', () => {
  test('is used if the desktop refuses, as macOS does for an unsigned program', async () => {
    Notification.outcome = 'fails';
    const { notifier, fellBack, notices } = setup();
    expect(await notifier.show(down)).toBe('notify-send');
    expect(fellBack).toEqual([down]);
    expect(notices).toEqual([{ code: 'notifications-substituted', facts: { by: 'notify-send', why: [notAllowed] } }]);
  });

  test('is used if Electron does not support notifications', async () => {
    Notification.supported = false;
    const { notifier, fellBack } = setup();
    await notifier.show(down);
    expect([fellBack, Notification.made]).toEqual([[down], []]);
  });

  test('is used if the desktop does not respond, and a late notification is closed', async () => {
    Notification.outcome = 'is silent';
    const { notifier, clock, fellBack } = setup();
    const showing = notifier.show(down);
    await clock.advance(10_000);
    expect(await showing).toBe('notify-send');
    expect([fellBack, Notification.made[0]?.isClosed]).toEqual([[down], true]);
  });

  test('is used until Electron works again', async () => {
    Notification.outcome = 'fails';
    const { notifier, notices } = setup();
    await notifier.show(down);
    Notification.outcome = 'shows';
    expect(await notifier.show(down)).toBe('Electron');
    expect(notices).toMatchObject([{ code: 'notifications-substituted' }, null]);
  });

  test('reports both reasons if it fails too', async () => {
    Notification.outcome = 'fails';
    const { notifier, notices } = setup({ fallbackFails: true });
    const why = [notAllowed, notInstalled];
    await expect(notifier.show(down)).rejects.toMatchObject({ why });
    expect(notices).toEqual([{ code: 'notifications-failing', facts: { why } }]);
  });
});
