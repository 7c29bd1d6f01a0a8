import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** `emit(channel, event, ...)` is what the main process sends. */
class FakeIpcRenderer extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  readonly invoked: (readonly unknown[])[] = [];

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    this.invoked.push([channel, ...args]);
    return '{"ok":true,"value":null}';
  }
}
export const ipcRenderer = new FakeIpcRenderer();
