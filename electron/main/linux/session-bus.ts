/**
 * The session bus of a Linux desktop (D-Bus), on which the panel and the notification daemon are found. Its library is
 * loaded when the bus is opened, after the tray icon has been shown.
 */
import type { Message, MessageBus } from 'dbus-native';
import type { Cancel, Logger } from '../../engine/ports.ts';

interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The D-Bus types of `body`. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export interface BusSignal {
  readonly member: string;
  readonly body: readonly unknown[];
}

export interface SessionBus {
  /** Resolves with the value of the reply, or with a list of several. */
  readonly call: (call: BusCall) => Promise<unknown>;
  /** The unique name of the connection that has this well-known name; null: nobody has it. */
  readonly ownerOf: (name: string) => Promise<string | null>;
  /** Unlike any other bus, also of a later session. */
  readonly id: () => Promise<string>;
  /** To the signals of an interface. @param rule narrows down which of them the bus sends: `,member='...'`. */
  readonly listen: (interfaceName: string, listener: (signal: BusSignal) => void, rule?: string) => Promise<Cancel>;
  readonly close: Cancel;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A program that does not reply this long is hanging. */
const timeoutMs = 4_000;
const signalType = 4;
const busName = 'org.freedesktop.DBus';

/** Null: there is no session bus, or it cannot be used. */
export async function openSessionBus(env: Env, logger: Logger): Promise<SessionBus | null> {
  const busAddress = addressIn(env);
  if (busAddress === null) return null;
  try {
    const { createClient } = await import('dbus-native');
    const bus = overClient(createClient({ busAddress, timeout: timeoutMs }));
    await bus.id();
    return bus;
  } catch (error) {
    logger.warn('the session bus cannot be used', { error });
    return null;
  }
}

function overClient(client: MessageBus): SessionBus {
  const { connection } = client;
  // Calls reject as well; without a listener the program would end.
  connection.on('error', () => undefined);

  async function call({ body = [], ...rest }: BusCall): Promise<unknown> {
    return client.invoke<unknown>({ ...rest, body: [...body] });
  }

  function askBus(member: string, name: string | null): Promise<unknown> {
    const names = name === null ? {} : { signature: 's', body: [name] };
    return call({ destination: busName, path: '/org/freedesktop/DBus', interface: busName, member, ...names });
  }

  return {
    call,
    id: async () => String(await askBus('GetId', null)),
    async ownerOf(name) {
      return (await askBus('NameHasOwner', name)) === true ? String(await askBus('GetNameOwner', name)) : null;
    },
    async listen(interfaceName, listener, rule = '') {
      const forward = (message: Message): void => {
        if (message.type !== signalType || message.interface !== interfaceName) return;
        listener({ member: message.member ?? '', body: message.body ?? [] });
      };
      connection.on('message', forward);
      const watch = await client.watch(`type='signal',interface='${interfaceName}'${rule}`);
      return () => {
        connection.off('message', forward);
        void watch.remove();
      };
    },
    close: () => void connection.end(),
  };
}

/** Sessions of systemd have their bus in a usual place, whether the environment names it or not. */
function addressIn({ DBUS_SESSION_BUS_ADDRESS: address = '', XDG_RUNTIME_DIR: directory = '' }: Env): string | null {
  if (address !== '') return address;
  return directory === '' ? null : `unix:path=${directory}/bus`;
}
