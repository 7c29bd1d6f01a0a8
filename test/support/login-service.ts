/**
 * What systemd-logind is to a program on Linux, on a system bus of the test's own: it takes the requests to hold back
 * sleep or shutdown, and tells of both. https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
 */
import { defineInterface } from 'dbus-native';
import { z } from 'zod';
import { openSessionBus } from './session-bus.ts';

const serviceName = 'org.freedesktop.login1';
const managerInterface = 'org.freedesktop.login1.Manager';

/** `delay` lets a program finish what it does, for 5 s at most; `block` keeps the computer awake. */
const inhibition = z.object({ what: z.string(), mode: z.string() });
type Inhibition = z.output<typeof inhibition>;

export interface LoginService {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  /** Whatever was asked for so far. */
  readonly inhibitions: readonly Inhibition[];
  /** The computer is about to sleep. */
  readonly sleep: () => void;
  /** It has woken up. */
  readonly wake: () => void;
  readonly shutDown: () => void;
  readonly close: () => Promise<void>;
}

export async function openLoginService(): Promise<LoginService> {
  const bus = await openSessionBus();
  const inhibitions: Inhibition[] = [];
  const manager = defineInterface({
    name: managerInterface,
    methods: {
      Inhibit: {
        in: { what: 's', who: 's', why: 's', mode: 's' },
        out: { lock: 'h' },
        handler: (wanted: unknown) => {
          inhibitions.push(inhibition.parse(wanted));
          // A lock is a file descriptor, which Node cannot pass on. A program must live without one: the real service refuses too.
          throw new Error('The operation inhibition has been requested for is already running');
        },
      },
    },
    signals: {
      PrepareForSleep: { args: { start: 'b' } },
      PrepareForShutdown: { args: { start: 'b' } },
    },
  });
  await bus.connection.export('/org/freedesktop/login1', manager);
  await bus.connection.ownName(serviceName);
  return {
    address: bus.address,
    inhibitions,
    sleep: () => manager.emit['PrepareForSleep']?.(true),
    wake: () => manager.emit['PrepareForSleep']?.(false),
    shutDown: () => manager.emit['PrepareForShutdown']?.(true),
    close: bus.close,
  };
}
