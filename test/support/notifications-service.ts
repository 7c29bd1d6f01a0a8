/** A notification daemon without a screen: what it was asked to show can be read, clicked and closed. */
import { defineInterface, type MessageBus } from 'dbus-native';

interface ServedNotification {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

interface NotificationsService {
  /** On the screen, by number. */
  readonly shown: ReadonlyMap<number, ServedNotification>;
  /** A button or, as `default`, the notification itself; it is closed by that. */
  readonly invoke: (number: number, action: string) => void;
  readonly close: () => Promise<void>;
}

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

interface Notify {
  readonly replaces: number;
  readonly summary: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  readonly timeout: number;
}

export async function openNotificationsService(
  bus: MessageBus,
  { capabilities = ['actions', 'body', 'body-markup'] }: { readonly capabilities?: readonly string[] } = {},
): Promise<NotificationsService> {
  const shown = new Map<number, ServedNotification>();
  let latest = 40;
  const closed = (number: number, reason: number): void => {
    if (shown.delete(number)) bus.sendSignal(path, name, 'NotificationClosed', 'uu', [number, reason]);
  };
  const daemon = defineInterface({
    name,
    methods: {
      GetServerInformation: {
        out: { name: 's', vendor: 's', version: 's', spec_version: 's' },
        handler: () => ({ name: 'test daemon', vendor: 'none', version: '1', spec_version: '1.2' }),
      },
      GetCapabilities: { out: { capabilities: 'as' }, handler: () => capabilities },
      Notify: {
        in: {
          name: 's',
          replaces: 'u',
          icon: 's',
          summary: 's',
          body: 's',
          actions: 'as',
          hints: 'a{sv}',
          timeout: 'i',
        },
        out: { id: 'u' },
        handler: ({ replaces, summary, body, actions, hints, timeout }: Notify) => {
          const number = replaces === 0 ? (latest += 1) : replaces;
          shown.set(number, { title: summary, body, actions, hints, timeoutMs: timeout });
          return number;
        },
      },
      CloseNotification: { in: { id: 'u' }, handler: ({ id }: { readonly id: number }) => closed(id, 3) },
    },
    signals: {
      ActionInvoked: { args: { id: 'u', key: 's' } },
      NotificationClosed: { args: { id: 'u', reason: 'u' } },
    },
  });
  const exported = await bus.export(path, daemon);
  const owned = await bus.ownName(name);
  return {
    shown,
    invoke(number, action) {
      bus.sendSignal(path, name, 'ActionInvoked', 'us', [number, action]);
      closed(number, 2);
    },
    async close() {
      await owned.release();
      await exported.remove();
    },
  };
}
