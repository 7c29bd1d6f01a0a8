import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { NativeNotification } from '../../electron/engine/ports.ts';
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
  const reasons: (string | null)[] = [];
  const notifier = createNativeNotifier({
    platform,
    clock,
    onClick: (id) => void clicks.push(id),
    onFallback: (reason) => void reasons.push(reason),
    fallback: {
      show: async (notification) => {
        if (fallbackFails) throw new Error('notify-send is not installed on this computer');
        fellBack.push(notification);
        return 'notify-send';
      },
    },
  });
  return { clock, notifier, fellBack, clicks, reasons };
}

describe('by Electron', () => {
  test('an outage that matters stays until it is closed, without breaking through do not disturb', async () => {
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

  test('a later one of the same tag takes the place of the earlier', async () => {
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

  test('text from outside stays text where the desktop reads markup', async () => {
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
  test('where the desktop refuses, as macOS does an unsigned program', async () => {
    Notification.outcome = 'fails';
    const { notifier, fellBack, reasons } = setup();
    expect(await notifier.show(down)).toBe('notify-send');
    expect(fellBack).toEqual([down]);
    expect(reasons).toEqual(['Notifications are shown by notify-send, where a click opens nothing: not allowed.']);
  });

  test('where Electron has none', async () => {
    Notification.supported = false;
    const { notifier, fellBack } = setup();
    await notifier.show(down);
    expect([fellBack, Notification.made]).toEqual([[down], []]);
  });

  test('where the desktop says nothing; a late showing is taken back', async () => {
    Notification.outcome = 'is silent';
    const { notifier, clock, fellBack } = setup();
    const showing = notifier.show(down);
    await clock.advance(10_000);
    expect(await showing).toBe('notify-send');
    expect([fellBack, Notification.made[0]?.isClosed]).toEqual([[down], true]);
  });

  test('until Electron works again', async () => {
    Notification.outcome = 'fails';
    const { notifier, reasons } = setup();
    await notifier.show(down);
    Notification.outcome = 'shows';
    expect(await notifier.show(down)).toBe('Electron');
    expect(reasons).toEqual([expect.stringContaining('not allowed'), null]);
  });

  test('and where that fails too, the alert has failed for both reasons', async () => {
    Notification.outcome = 'fails';
    const { notifier, reasons } = setup({ fallbackFails: true });
    const both = 'not allowed; notify-send is not installed on this computer';
    await expect(notifier.show(down)).rejects.toThrow(both);
    expect(reasons).toEqual([`Notifications cannot be shown: ${both}.`]);
  });
});
