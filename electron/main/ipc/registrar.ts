/**
 * The one door from the window to the engine. A call passes only from the top frame of our own window, showing our own
 * page; what it takes, the engine parses. It always answers with a Result, as JSON; a bug behind it is logged here and
 * answered as `internal`.
 */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { callByName } from '../../contract/call-by-name.ts';
import { ipcChannels } from '../../contract/ipc.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Cancel, Logger } from '../../engine/ports.ts';
import { isOwnUrl } from '../scheme.ts';
import type { MainWindow } from '../window.ts';

export interface RegistrarOptions {
  /** The page may ask before the engine is open, and is answered then. */
  readonly opening: Promise<Result<Pick<Engine, 'api'>>>;
  readonly window: Pick<MainWindow, 'current'>;
  readonly logger: Logger;
}

export function registerCalls({ opening, window, logger }: RegistrarOptions): Cancel {
  async function answerTo(event: IpcMainInvokeEvent, call: unknown, input: unknown): Promise<Result<unknown>> {
    if (!isOurs(event, window)) {
      logger.warn('a call from a foreign page was refused');
      return fail('forbidden', 'only the window of Vigilmon may ask this');
    }
    if (typeof call !== 'string') return fail('invalid', 'the name of the call must be text');
    try {
      return await answer(opening, call, input);
    } catch (error) {
      logger.error('a call of the window ended in a bug', { call, error });
      return fail('internal', 'something went wrong inside Vigilmon; its log has the details');
    }
  }

  ipcMain.handle(ipcChannels.call, async (event, call: unknown, input: unknown) =>
    JSON.stringify(await answerTo(event, call, input)),
  );
  return () => ipcMain.removeHandler(ipcChannels.call);
}

async function answer(opening: RegistrarOptions['opening'], call: string, input: unknown): Promise<Result<unknown>> {
  const opened = await opening;
  return opened.ok ? callByName(opened.value.api, call, input) : opened;
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: Pick<MainWindow, 'current'>): boolean {
  // A frame that has gone elsewhere since it asked is null.
  if (senderFrame === null || window.current()?.webContents !== sender) return false;
  return senderFrame.parent === null && isOwnUrl(senderFrame.url);
}
