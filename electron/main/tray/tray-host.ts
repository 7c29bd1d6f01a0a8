/**
 * Whether the desktop shows tray icons at all. On Linux that takes a program with the name of the watcher on the session
 * bus, and a panel that has registered there (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/). Both
 * may start after Vigilmon, or end before it.
 */
import type { Cancel, Logger } from '../../engine/ports.ts';
import type { SessionBus } from '../linux/session-bus.ts';

export interface TrayHost {
  /** True until it is known. */
  readonly isThere: () => boolean;
  /** `listener` is called after every change. */
  readonly onChange: (listener: () => void) => Cancel;
}

/** Windows and macOS have a place for icons. */
export const everPresentTrayHost: TrayHost = { isThere: () => true, onChange: () => () => undefined };

const watcher = 'org.kde.StatusNotifierWatcher';

/** @param opening null: there is no session bus, and so no tray. */
export function followTrayHost(opening: Promise<SessionBus | null>, logger: Logger): TrayHost {
  const listeners = new Set<() => void>();
  let isThere = true;
  let looks = 0;

  function set(now: boolean): void {
    if (now === isThere) return;
    isThere = now;
    logger.info(now ? 'the desktop shows tray icons' : 'the desktop shows no tray icons');
    for (const listener of listeners) listener();
  }

  async function look(bus: SessionBus): Promise<void> {
    const look = (looks += 1);
    const found = await hasHost(bus);
    // Answers may overtake each other.
    if (look === looks) set(found);
  }

  async function follow(): Promise<void> {
    const bus = await opening;
    if (bus === null) {
      set(false);
      return;
    }
    const lookAgain = (): void =>
      void look(bus).catch((error: unknown) => logger.warn('the panel could not be asked for', { error }));
    await bus.listen(watcher, lookAgain);
    await bus.listen('org.freedesktop.DBus', lookAgain, `,member='NameOwnerChanged',arg0='${watcher}'`);
    await look(bus);
  }

  follow().catch((error: unknown) => logger.warn('whether the desktop has a tray could not be found out', { error }));
  return {
    isThere: () => isThere,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function hasHost(bus: SessionBus): Promise<boolean> {
  const owner = await bus.ownerOf(watcher);
  if (owner === null) return false;
  const registered = await bus.call({
    destination: owner,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered'],
  });
  return registered === true;
}
