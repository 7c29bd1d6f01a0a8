/**
 * The one door from the window to the engine. A call passes only from the top frame of our own window, showing our own
 * page, and only with arguments that fit the call's schema. It always answers with a Result; a bug behind it is logged
 * here and answered as `internal`.
 */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { Api } from '../../contract/api.ts';
import { ipcChannels } from '../../contract/ipc.ts';
import { callApi, parseInput } from '../../contract/parse-input.ts';
import { fail, type Result } from '../../contract/result.ts';
import type { Cancel, Logger } from '../../engine/ports.ts';
import { isOwnUrl } from '../scheme.ts';
import type { MainWindow } from '../window.ts';

export interface RegistrarOptions {
  readonly api: Api;
  readonly window: Pick<MainWindow, 'current'>;
  readonly logger: Logger;
}

export function registerCalls({ api, window, logger }: RegistrarOptions): Cancel {
  ipcMain.handle(ipcChannels.call, async (event, call: unknown, input: unknown) => {
    if (!isOurs(event, window)) {
      logger.warn('a call from a foreign page was refused');
      return fail('forbidden', 'only the window of Vigilmon may ask this');
    }
    if (typeof call !== 'string') return fail('invalid', 'the name of the call must be text');
    try {
      return await answer(api, call, input);
    } catch (error) {
      logger.error('a call of the window ended in a bug', { call, error });
      return fail('internal', 'something went wrong inside Vigilmon; its log has the details');
    }
  });
  return () => ipcMain.removeHandler(ipcChannels.call);
}

async function answer(api: Api, call: string, input: unknown): Promise<Result<unknown>> {
  const parsed = parseInput(call, input);
  return parsed.ok ? callApi(api, call, input) : parsed;
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, window: Pick<MainWindow, 'current'>): boolean {
  // A frame that has gone elsewhere since it asked is null.
  if (senderFrame === null || window.current()?.webContents !== sender) return false;
  return senderFrame.parent === null && isOwnUrl(senderFrame.url);
}
