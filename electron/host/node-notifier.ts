/**
 * The NativeNotifier port without Electron: node-notifier, which calls the desktop's own program (notify-send,
 * terminal-notifier, SnoreToast). It reports whether that program accepted the notification. Loaded with the first
 * notification, since most desktops never need it.
 */
import type { NotShown } from '../contract/not-shown.ts';
import { oneLine } from '../contract/plain-text.ts';
import { NotShownError, type NativeNotification, type NativeNotifier } from '../engine/ports.ts';

/** A down notification must not be missed by a user who is away for a moment. */
const staysUntilClosed = 0;

type Fields = Readonly<Record<string, string | number | boolean>>;

export function createNodeNotifier(platform: NodeJS.Platform = process.platform): NativeNotifier {
  return {
    async show(notification) {
      const { default: nodeNotifier } = await import('node-notifier');
      if (platform === 'darwin') return notify(nodeNotifier, macFields(notification), 'terminal-notifier');
      if (platform === 'win32') return notify(nodeNotifier, windowsFields(notification), 'SnoreToast');
      // A fresh instance: the shared one never forgets that notify-send was missing once.
      const withoutMemory = { withFallback: false, suppressOsdCheck: true };
      return notify(new nodeNotifier.NotifySend(withoutMemory), linuxFields(notification), 'notify-send');
    },
  };
}

interface Notifier {
  readonly notify: (fields: Fields, callback: (error: unknown) => void) => unknown;
}

function notify(notifier: Notifier, fields: Fields, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    notifier.notify(fields, (error) => {
      // A text in place of an error is what the program wrote to stderr while it succeeded.
      if (error instanceof Error) reject(new NotShownError([reasonOf(error, program)], error));
      else resolve(program);
    });
  });
}

/** node-notifier quotes for the shell. What remains to us: leading dashes, control characters and markup. */
function linuxFields(notification: NativeNotification): Fields {
  return {
    title: plain(notification.title),
    // The body is markup by specification, and notify-send interprets backslashes in it.
    message: plain(notification.body)
      .replace(/\\/g, '\\\\')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;'),
    urgency: notification.presence === 'quiet' ? 'low' : 'normal',
    ...(notification.presence === 'lasting' ? { timeout: staysUntilClosed } : {}),
    'app-name': 'Vigilmon',
    // Dunst and others replace an earlier notification by this hint; the rest show another one.
    hint: `string:x-dunst-stack-tag:vigilmon-${notification.tag.replace(/[^\w-]/g, '-')}`,
  };
}

function macFields(notification: NativeNotification): Fields {
  // Without `timeout: false` the program waits until the notification is closed.
  return {
    title: plain(notification.title),
    message: plain(notification.body),
    group: notification.tag,
    timeout: false,
  };
}

function windowsFields(notification: NativeNotification): Fields {
  return { title: plain(notification.title), message: plain(notification.body), appID: 'Vigilmon' };
}

function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what must go; the line feed stays
  const clean = text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').trim();
  if (clean === '') return ' ';
  return clean.startsWith('-') ? ` ${clean}` : clean;
}

const textLength = 200;

function reasonOf(error: Error, program: string): NotShown {
  if ('code' in error && (error.code === 127 || error.code === 'ENOENT')) {
    return { code: 'not-installed', facts: { program } };
  }
  // The first line is the command line, which Node adds.
  const [, ...output] = error.message.split('\n');
  return { code: 'failed', facts: { program, text: oneLine(output.join(' '), textLength) } };
}
