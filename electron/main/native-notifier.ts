/**
 * The NativeNotifier port by Electron. A notification counts as taken when the desktop has said that it is shown;
 * where it fails or says nothing, the other notifier (node-notifier) has its turn. One tag is one notification: the
 * earlier is taken away before the later comes. Showing one never brings the window forward; only a click does.
 */
import { Notification } from 'electron';
import type { Clock, NativeNotification, NativeNotifier } from '../engine/ports.ts';

export interface NativeNotifierOptions {
  readonly fallback: NativeNotifier;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** Null: a test message, which is about no monitor. */
  readonly onClick: (monitorId: string | null) => void;
  /** For the user, why another notifier is used; null: it is not, or no longer. */
  readonly onFallback: (warning: string | null) => void;
}

const patienceMs = 4_000;
/** Kept so that a click still finds its listener; the oldest is let go of. */
const mostKept = 100;

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
    if (!Notification.isSupported()) throw new Error('this desktop shows no notifications of Electron');
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
      // Should the desktop wake up after all, it is not to be shown twice.
      notification.close();
      kept.delete(wanted.tag);
      throw error;
    }
  }

  async function showByFallback(wanted: NativeNotification, reason: string): Promise<string> {
    try {
      const shownBy = await options.fallback.show(wanted);
      options.onFallback(`Notifications are shown by ${shownBy}, where a click opens nothing: ${reason}.`);
      return shownBy;
    } catch (error) {
      const failure = `${reason}; ${reasonOf(error)}`;
      options.onFallback(`Notifications cannot be shown: ${failure}.`);
      throw new Error(failure, { cause: error });
    }
  }

  return {
    show: async (wanted) => {
      try {
        await showByElectron(wanted);
      } catch (error) {
        return showByFallback(wanted, reasonOf(error));
      }
      options.onFallback(null);
      return 'Electron';
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Linux desktops read the body as markup, and Electron passes it on as it is; what comes from outside is text. */
function asMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function shown(notification: Notification, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(patienceMs, () => reject(new Error('the desktop did not show it in time')));
    notification.once('show', () => {
      cancel();
      resolve();
    });
    notification.once('failed', (_event, reason) => {
      cancel();
      reject(new Error(reason));
    });
    notification.show();
  });
}
