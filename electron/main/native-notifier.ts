/**
 * The NativeNotifier port by Electron. A notification counts as shown when the desktop has confirmed it; where that
 * fails or takes too long, the fallback (node-notifier) shows it. One tag is one notification: a later one replaces the
 * earlier. Showing one never brings the window forward; only a click does.
 */
import { Notification } from 'electron';
import type { Notice } from '../contract/notices.ts';
import type { NotShown } from '../contract/not-shown.ts';
import { oneLine } from '../contract/plain-text.ts';
import { NotShownError, type Clock, type NativeNotification, type NativeNotifier } from '../engine/ports.ts';

export interface NativeNotifierOptions {
  readonly fallback: NativeNotifier;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** Null: a test message, which is about no monitor. */
  readonly onClick: (monitorId: string | null) => void;
  /** Why the fallback is used; null: it is not, or no longer. */
  readonly onFallback: (notice: Notice | null) => void;
}

const patienceMs = 4_000;
/** Kept so that a click still finds its listener; beyond that the oldest is dropped. */
const mostKept = 100;
const textLength = 200;

export function createNativeNotifier(options: NativeNotifierOptions): NativeNotifier {
  const kept = new Map<string, Notification>();

  function keep(tag: string, notification: Notification): void {
    kept.get(tag)?.close();
    kept.delete(tag);
    kept.set(tag, notification);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  }

  async function showByElectron(wanted: NativeNotification): Promise<void> {
    if (!Notification.isSupported()) throw new NotShownError([{ code: 'unsupported', facts: {} }]);
    const notification = new Notification({
      title: wanted.title,
      body: options.platform === 'linux' ? asMarkup(wanted.body) : wanted.body,
      urgency: wanted.presence === 'quiet' ? 'low' : 'normal',
      silent: wanted.presence === 'quiet',
      // Linux alone: on Windows such a toast is an alarm, which breaks through.
      timeoutType: wanted.presence === 'lasting' && options.platform === 'linux' ? 'never' : 'default',
    });
    notification.on('click', () => options.onClick(wanted.monitorId));
    keep(wanted.tag, notification);
    try {
      await shown(notification, options.clock);
    } catch (error) {
      // A desktop that is only slow must not show it a second time.
      notification.close();
      kept.delete(wanted.tag);
      throw error;
    }
  }

  async function showByFallback(wanted: NativeNotification, why: readonly NotShown[]): Promise<string> {
    try {
      const by = await options.fallback.show(wanted);
      options.onFallback({ code: 'notifications-substituted', facts: { by, why } });
      return by;
    } catch (error) {
      const all = [...why, ...reasonsOf(error)];
      options.onFallback({ code: 'notifications-failing', facts: { why: all } });
      throw new NotShownError(all, error);
    }
  }

  return {
    show: async (wanted) => {
      try {
        await showByElectron(wanted);
      } catch (error) {
        return showByFallback(wanted, reasonsOf(error));
      }
      options.onFallback(null);
      return 'Electron';
    },
  };
}

function reasonsOf(error: unknown): readonly NotShown[] {
  if (error instanceof NotShownError) return error.why;
  return [failedWith(error instanceof Error ? error.message : String(error))];
}

function failedWith(text: string): NotShown {
  return { code: 'failed', facts: { program: null, text: oneLine(text, textLength) } };
}

/** Linux desktops read the body as markup, and Electron passes it on as it is; what comes from outside is text. */
function asMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function shown(notification: Notification, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(patienceMs, () => reject(new NotShownError([{ code: 'unconfirmed', facts: {} }])));
    notification.once('show', () => {
      cancel();
      resolve();
    });
    notification.once('failed', (_event, reason) => {
      cancel();
      reject(new NotShownError([failedWith(reason)]));
    });
    notification.show();
  });
}
