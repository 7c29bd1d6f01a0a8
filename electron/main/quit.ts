/**
 * Quitting, by whichever way (menu, signal, log-out), first lets the engine write what is pending, for two seconds at
 * most; a probe or a mail server that hangs must not hold the computer's shutdown.
 */
import { app } from 'electron';
import type { Clock, Logger } from '../engine/ports.ts';

const patienceMs = 2_000;

export interface QuitOptions {
  readonly stop: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function flushBeforeQuit({ stop, clock, logger }: QuitOptions): void {
  let isStopping = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    clock.setTimer(patienceMs, () => {
      logger.warn('not everything had ended in time');
      app.exit(0);
    });
    stop()
      .catch((error: unknown) => logger.error('the engine did not stop cleanly', { error }))
      .finally(() => app.exit(0));
  });
}
