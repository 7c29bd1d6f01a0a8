/**
 * Quitting by any route (menu, signal, log-out) first lets the engine write what is pending, for two seconds at most: a
 * hanging probe or mail server must not delay the computer's shutdown.
 */
import { app, dialog } from 'electron';
import type { Clock, Logger } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import type { MainWindow } from './window.ts';

const patienceMs = 2_000;
const installWithinMs = 60_000;

interface QuitOptions {
  /** Closed at once, synchronously. */
  readonly closeFirst: readonly (() => void)[];
  /** One after the other. */
  readonly stop: readonly (() => Promise<void>)[];
  /** Then, in place of the end. @returns whether it ends the program itself. */
  readonly installAtEnd?: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function flushBeforeQuit({ closeFirst, stop, installAtEnd, clock, logger }: QuitOptions): void {
  let isStopping = false;
  let hasStopped = false;

  function finish(): void {
    if (hasStopped) return;
    hasStopped = true;
    if (!beginsInstaller()) app.exit(0);
    // If the installer does not quit it.
    else clock.setTimer(installWithinMs, () => app.exit(0));
  }

  /** Nothing runs any longer, so one that cannot be started must not keep the program. */
  function beginsInstaller(): boolean {
    try {
      return installAtEnd?.() === true;
    } catch (error) {
      logger.error('what was downloaded could not be installed', { error });
      return false;
    }
  }

  app.on('before-quit', (event) => {
    // The installer quits the program its own way.
    if (hasStopped) return;
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    clock.setTimer(patienceMs, () => {
      if (hasStopped) return;
      logger.warn('not everything had ended in time');
      finish();
    });
    for (const close of closeFirst) close();
    void stopAll(stop, logger).then(finish);
  });
}

/**
 * Quitting by the user: changes in a form that are not saved are not discarded without a question. A signal or the end of
 * the session asks nothing. Resolves with false if the user has chosen to go on.
 */
export function quitByUser(
  window: () => Pick<MainWindow, 'unload' | 'open'>,
  { speech, logger }: { readonly speech: Pick<Speech, 'wording'>; readonly logger: Logger },
): () => Promise<boolean> {
  const { message, detail, quit, stay } = speech.wording.desktop.unsaved;

  async function ask(): Promise<boolean> {
    if (await window().unload()) return true;
    window().open();
    const buttons = { buttons: [stay, quit], defaultId: 0, cancelId: 0, noLink: true };
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: 'Vigilmon',
      message,
      detail,
      ...buttons,
    });
    return response === 1;
  }

  let asking: Promise<boolean> | null = null;
  return () => {
    asking ??= ask()
      .then((isAgreed) => {
        if (isAgreed) app.quit();
        return isAgreed;
      })
      .catch((error: unknown) => {
        logger.error('quitting could not be asked about', { error });
        return false;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
}

/** A failure does not keep the next one from closing. */
async function stopAll(tasks: QuitOptions['stop'], logger: Logger): Promise<void> {
  for (const stop of tasks) {
    await stop().catch((error: unknown) => logger.error('not everything stopped cleanly', { error }));
  }
}
