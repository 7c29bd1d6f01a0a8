/** A session bus of the test's own, as the application and as other programs see it. */
import { onTestFinished } from 'vitest';
import { openSessionBus, type SessionBus } from '../../../electron/main/linux/session-bus.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { openSessionBus as startSessionBus, type SessionBus as StartedBus } from '../../support/session-bus.ts';

interface DesktopBus {
  readonly started: StartedBus;
  readonly bus: SessionBus;
}

export async function desktopBus(): Promise<DesktopBus> {
  const started = await startSessionBus();
  onTestFinished(started.close);
  const bus = await openSessionBus({ DBUS_SESSION_BUS_ADDRESS: started.address }, recordedLog());
  if (bus === null) throw new Error('the bus cannot be opened');
  onTestFinished(bus.close);
  return { started, bus };
}
