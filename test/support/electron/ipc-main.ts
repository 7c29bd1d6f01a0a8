/** Calls of pages, as the main process receives them. */
import type * as Electron from 'electron';
import type { FakeFrame, FakeWebContents } from './web-contents.ts';

type IpcHandler = Parameters<Electron.IpcMain['handle']>[1];
/** The part of an event that says who asks. */
export interface FakeCaller {
  readonly sender: FakeWebContents;
  readonly senderFrame: FakeFrame | null;
}
class FakeIpcMain implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  readonly #handlers = new Map<string, IpcHandler>();

  handle(channel: string, listener: IpcHandler): void {
    this.#handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }
  /** A page asks. Rejects where nobody listens, as Electron does. */
  async invoke(channel: string, from: FakeCaller, ...args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const answer: unknown = await handler(from as unknown as Electron.IpcMainInvokeEvent, ...args);
    return answer;
  }
}
export const ipcMain = new FakeIpcMain();
