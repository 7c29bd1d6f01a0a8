/** The local listener of the desktop application: pings, always on. A port in use is told to the user, and costs pings only. */
import type { Engine } from '../engine/engine.ts';
import type { Logger } from '../engine/ports.ts';
import { openListener } from '../http/listener.ts';

export interface PingListenerOptions {
  readonly port: number;
  readonly logger: Logger;
}

/** @returns what closes it. */
export async function openPingListener(
  engine: Engine,
  { port, logger }: PingListenerOptions,
): Promise<() => Promise<void>> {
  const listener = await openListener({ engine, host: '127.0.0.1', port, logger });
  if (listener.ok) {
    engine.reportListener({ url: listener.value.url });
    return listener.value.close;
  }
  const { message } = listener.error;
  logger.warn(`no pings are received: ${message}`);
  engine.reportListener({ error: message });
  return () => Promise.resolve();
}
