/**
 * Notifications over the session bus, for Linux (https://specifications.freedesktop.org/notification/latest/). The
 * daemon numbers them, and takes a number to replace or close one, also from a later start; the numbers hold as long as
 * that daemon runs on that bus.
 */
import { z } from 'zod';
import type { NotShown } from '../../contract/not-shown.ts';
import { NotShownError, type Logger, type NativeNotification } from '../../engine/ports.ts';
import {
  buttonsOf,
  failedWith,
  type DesktopNotifier,
  type NotificationAction,
  type NotificationButtons,
  type OnAction,
} from '../notifications/notifier.ts';
import type { ShownNotification, ShownNotifications } from '../notifications/shown-notifications.ts';
import type { BusSignal, SessionBus } from './session-bus.ts';

interface BusNotifierOptions {
  /** Null: there is no session bus. */
  readonly opening: Promise<SessionBus | null>;
  readonly shown: ShownNotifications;
  readonly buttons: NotificationButtons;
  readonly onAction: OnAction;
  /** A name of the icon theme, or a file. */
  readonly icon: string;
  readonly logger: Logger;
}

const daemonName = 'org.freedesktop.Notifications';
/** The action that a click on the notification itself stands for. */
const clickAction = 'default';
const urgencies = { quiet: 0, normal: 1, lasting: 1 } as const;
const timeouts = { quiet: -1, normal: -1, lasting: 0 } as const;

export function createBusNotifier(options: BusNotifierOptions): DesktopNotifier {
  const { opening, shown, onAction, logger } = options;
  const ready = opening.then(async (bus) => {
    if (bus === null) return null;
    await bus.listen(daemonName, (signal) => receive(signal, shown, onAction));
    return bus;
  });
  ready.catch((error: unknown) => logger.warn('clicks on notifications are not noticed', { error }));

  async function show(wanted: NativeNotification): Promise<string> {
    const bus = await ready;
    if (bus === null) throw new NotShownError([{ code: 'unsupported', facts: {} }]);
    try {
      // Starts the daemon where it is not running yet.
      const [daemon] = serverInformation.parse(await ask(bus, 'GetServerInformation'));
      shown.moveTo(await placeOf(bus));
      const capabilities = z.array(z.string()).parse(await ask(bus, 'GetCapabilities'));
      const earlier = shown.find(({ tag }) => tag === wanted.tag);
      const message = messageOf(wanted, { ...options, readsMarkup: capabilities.includes('body-markup') });
      const body = ['Vigilmon', earlier?.number ?? 0, ...message];
      const number = z.number().parse(await ask(bus, 'Notify', 'susssasa{sv}i', body));
      shown.add(wanted, number);
      return daemon;
    } catch (error) {
      throw new NotShownError([reasonOf(error)], error);
    }
  }

  async function close(isOver: Parameters<DesktopNotifier['withdraw']>[0]): Promise<void> {
    const bus = await ready;
    if (bus === null || shown.all().length === 0) return;
    shown.moveTo(await placeOf(bus));
    for (const { number } of shown.removeOver(isOver)) {
      await ask(bus, 'CloseNotification', 'u', [number ?? 0]).catch((error: unknown) => {
        logger.debug('a notification was closed already', { error });
      });
    }
  }

  return {
    show,
    withdraw(isOver) {
      close(isOver).catch((error: unknown) => logger.warn('a notification could not be withdrawn', { error }));
    },
  };
}

const serverInformation = z.tuple([z.string()]).rest(z.string());

function ask(bus: SessionBus, member: string, signature = '', body: readonly unknown[] = []): Promise<unknown> {
  const call = { destination: daemonName, path: '/org/freedesktop/Notifications', interface: daemonName, member };
  return bus.call(signature === '' ? call : { ...call, signature, body });
}

async function placeOf(bus: SessionBus): Promise<string> {
  return `${await bus.id()} ${(await bus.ownerOf(daemonName)) ?? ''}`;
}

/** What follows name and number: icon, title, body, actions, hints, timeout. */
function messageOf(
  wanted: NativeNotification,
  { icon, buttons, readsMarkup }: Pick<BusNotifierOptions, 'icon' | 'buttons'> & { readonly readsMarkup: boolean },
): readonly unknown[] {
  const { title, body, presence } = wanted;
  const actions = buttonsOf(wanted).flatMap((name) => [name, buttons[name]]);
  const hints = [
    ['desktop-entry', ['s', 'vigilmon']],
    // Never critical, which breaks through do-not-disturb.
    ['urgency', ['y', urgencies[presence]]],
    ...(presence === 'quiet' ? [['suppress-sound', ['b', true]]] : []),
  ];
  const shownBody = readsMarkup ? asMarkup(body) : body;
  return [icon, title, shownBody, [clickAction, '', ...actions], hints, timeouts[presence]];
}

/** What comes from outside is text. */
function asMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const actionInvoked = z.tuple([z.number(), z.string()]);
const closed = z.tuple([z.number(), z.number()]);

/** Every program gets the signals about all notifications; ours are known by their numbers. */
function receive({ member, body }: BusSignal, shown: ShownNotifications, onAction: OnAction): void {
  if (member === 'ActionInvoked') {
    const [number, key] = actionInvoked.parse(body);
    const about = shown.find((one) => one.number === number);
    const action = about === null ? undefined : actionOf(key, about);
    if (about !== null && action !== undefined) onAction(action, about);
  }
  if (member === 'NotificationClosed') {
    const [number] = closed.parse(body);
    const about = shown.find((one) => one.number === number);
    if (about !== null) shown.remove(about.tag);
  }
}

function actionOf(key: string, about: ShownNotification): NotificationAction | undefined {
  return key === clickAction ? 'open' : buttonsOf(about).find((name) => name === key);
}

function reasonOf(error: unknown): NotShown {
  if (error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT')
    return { code: 'unconfirmed', facts: {} };
  const name = error instanceof Error && 'dbusName' in error ? String(error.dbusName) : '';
  if (/\.(?:ServiceUnknown|NameHasNoOwner)$/.test(name)) return { code: 'nothing-running', facts: {} };
  return failedWith(error instanceof Error ? error.message : String(error));
}
