/**
 * The only way from the window to the engine. A call is accepted only from the top frame of our own window showing our
 * own page; the engine parses its input. The response is always a Result as JSON; a bug behind a call is logged here
 * and returned as `internal`.
 */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { callByName, noSuchCall } from '../../contract/call-by-name.ts';
import { ipcChannels } from '../../contract/ipc.ts';
import { refused } from '../../contract/refusal.ts';
import type { Result } from '../../contract/result.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Cancel, Logger } from '../../engine/ports.ts';
import type { Speech } from '../../engine/wording/languages.ts';
import { wordOutcome } from '../../engine/wording/word-error.ts';
import { isOwnUrl } from '../scheme.ts';
import type { MainWindow } from '../window.ts';

interface RegistrarOptions {
  /** The page may call before the engine is open; the response follows once it is. */
  readonly opening: Promise<Result<Pick<Engine, 'api'>>>;
  readonly window: Pick<MainWindow, 'current'>;
  readonly logger: Logger;
  readonly speech: Pick<Speech, 'wording'>;
}

export function registerCalls({ opening, window, logger, speech }: RegistrarOptions): Cancel {
  const refusedAs = (outcome: ReturnType<typeof refused>): Result<never> => wordOutcome(outcome, speech.wording);

  async function answerTo(event: IpcMainInvokeEvent, call: unknown, input: unknown): Promise<Result<unknown>> {
    if (!isOurs(event, window)) {
      logger.warn('a call from a foreign page was refused');
      return refusedAs(refused('foreign-frame'));
    }
    if (typeof call !== 'string') return refusedAs(refused('call-not-text'));
    try {
      return (await answer(opening, call, input)) ?? refusedAs(noSuchCall(call));
    } catch (error) {
      logger.error('a call of the window ended in a bug', { call, error });
      return refusedAs(refused('internal'));
    }
  }

  ipcMain.handle(ipcChannels.call, async (event, call: unknown, input: unknown) =>
    JSON.stringify(await answerTo(event, call, input)),
  );
  return () => ipcMain.removeHandler(ipcChannels.call);
}

async function answer(
  opening: RegistrarOptions['opening'],
  call: string,
  input: unknown,
): Promise<Result<unknown> | null> {
  const opened = await opening;
  return opened.ok ? callByName(opened.value.api, call, input) : opened;
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: Pick<MainWindow, 'current'>): boolean {
  // Null: the frame has navigated away since.
  if (senderFrame === null || window.current()?.webContents !== sender) return false;
  return senderFrame.parent === null && isOwnUrl(senderFrame.url);
}
