/**
 * Quitting by any route (menu, signal, log-out) first lets the engine write what is pending, for two seconds at most: a
 * hanging probe or mail server must not delay the computer's shutdown.
 */
import { app } from 'electron';
import type { Clock, Logger } from '../engine/ports.ts';

const patienceMs = 2_000;

export interface QuitOptions {
  /** Closed at once, synchronously. */
  readonly closeFirst: readonly (() => void)[];
  /** One after the other. */
  readonly stop: readonly (() => Promise<void>)[];
  readonly clock: Clock;
  readonly logger: Logger;
}

export function flushBeforeQuit({ closeFirst, stop, clock, logger }: QuitOptions): void {
  let isStopping = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    clock.setTimer(patienceMs, () => {
      logger.warn('not everything had ended in time');
      app.exit(0);
    });
    for (const close of closeFirst) close();
    void stopAll(stop, logger).then(() => app.exit(0));
  });
}

/** A failure does not keep the next one from closing. */
async function stopAll(tasks: QuitOptions['stop'], logger: Logger): Promise<void> {
  for (const stop of tasks) {
    await stop().catch((error: unknown) => logger.error('not everything stopped cleanly', { error }));
  }
}
