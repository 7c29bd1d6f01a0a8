/**
 * Notifications by Electron, for macOS and Windows. One counts as shown when the system has confirmed it. Its identifier
 * follows from its tag, so that a later one of the same tag replaces it, also after a restart. Showing one never brings
 * the window forward; only a click does.
 */
import { createHash } from 'node:crypto';
import { Notification } from 'electron';
import { NotShownError, type Clock, type Logger } from '../../engine/ports.ts';
import { buttonsOf, failedWith, type DesktopNotifier, type NotificationButtons, type OnAction } from './notifier.ts';
import { asShown, type ShownNotification, type ShownNotifications } from './shown-notifications.ts';

interface ElectronNotifierOptions {
  readonly platform: NodeJS.Platform;
  readonly shown: ShownNotifications;
  readonly buttons: NotificationButtons;
  readonly onAction: OnAction;
  readonly clock: Clock;
  readonly logger: Logger;
}

const patienceMs = 4_000;
/** Kept so that a click still finds its listener; beyond that the oldest is dropped. */
const mostKept = 100;

/** Windows takes at most 64 characters, and not all of them. */
export function identifierOf(tag: string): string {
  return createHash('sha256').update(tag).digest('hex').slice(0, 40);
}

export function createElectronNotifier(options: ElectronNotifierOptions): DesktopNotifier {
  const { platform, shown, buttons, clock, logger } = options;
  const kept = new Map<string, Electron.Notification>();

  function keep(tag: string, notification: Electron.Notification): void {
    kept.delete(tag);
    kept.set(tag, notification);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  }

  function follow(notification: Electron.Notification, about: Omit<ShownNotification, 'number'>): void {
    notification.on('click', () => options.onAction('open', about));
    notification.on('action', ({ actionIndex }) => {
      const action = buttonsOf(about)[actionIndex];
      // Of several outages some may have ended since.
      if (action !== undefined) options.onAction(action, shown.find(({ tag }) => tag === about.tag) ?? about);
    });
    keep(about.tag, notification);
  }

  if (platform === 'darwin') followEarlier(shown, follow, logger);
  if (platform === 'win32') answerEarlier(shown, kept, options.onAction);
  return {
    async show(wanted) {
      if (!Notification.isSupported()) throw new NotShownError([{ code: 'unsupported', facts: {} }]);
      const { tag, title, body, presence } = wanted;
      const notification = new Notification({
        id: identifierOf(tag),
        title,
        body,
        silent: presence === 'quiet',
        timeoutType: presence === 'lasting' ? 'never' : 'default',
        actions: buttonsOf(wanted).map((name) => ({ type: 'button', text: buttons[name] })),
      });
      follow(notification, asShown(wanted));
      try {
        await confirmed(notification, clock);
      } catch (error) {
        // A desktop that is only slow must not show it a second time.
        notification.close();
        kept.delete(tag);
        throw error;
      }
      shown.add(wanted, null);
      return 'Electron';
    },
    withdraw(isOver) {
      for (const { tag } of shown.removeOver(isOver)) {
        if (platform === 'darwin') Notification.remove(identifierOf(tag));
        else kept.get(tag)?.close();
        kept.delete(tag);
      }
    },
  };
}

/** macOS: those of an earlier start are still listed, and can be clicked. */
function followEarlier(
  shown: ShownNotifications,
  follow: (notification: Electron.Notification, about: ShownNotification) => void,
  logger: Logger,
): void {
  Notification.getHistory()
    .then((delivered) => {
      for (const notification of delivered) {
        const about = shown.find(({ tag }) => identifierOf(tag) === notification.id);
        if (about !== null) follow(notification, about);
      }
    })
    .catch((error: unknown) => logger.warn('earlier notifications could not be found', { error }));
}

/** Windows: those of an earlier start come here; those of this one have listeners of their own. */
function answerEarlier(
  shown: ShownNotifications,
  kept: ReadonlyMap<string, Electron.Notification>,
  onAction: ElectronNotifierOptions['onAction'],
): void {
  Notification.handleActivation(({ type, arguments: activation, actionIndex }) => {
    const about = shown.find(({ tag }) => !kept.has(tag) && activation.includes(identifierOf(tag)));
    if (about === null) return;
    const action = type === 'action' ? buttonsOf(about)[actionIndex ?? 0] : 'open';
    if (action !== undefined) onAction(action, about);
  });
}

function confirmed(notification: Electron.Notification, clock: Clock): Promise<void> {
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
