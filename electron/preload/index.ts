/** The window's only way to the main process: `window.vigilmon`, a Bridge, frozen by the context bridge. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { EngineEvent } from '../contract/events.ts';
import { ipcChannels, type Bridge } from '../contract/ipc.ts';

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(ipcChannels.call, name, input),
  subscribe(listener, onGap) {
    const forward = (_: IpcRendererEvent, events: readonly EngineEvent[]): void => {
      for (const event of events) listener(event);
    };
    const notify = (): void => {
      onGap();
    };
    ipcRenderer.on(ipcChannels.events, forward);
    ipcRenderer.on(ipcChannels.gap, notify);
    return () => {
      ipcRenderer.off(ipcChannels.events, forward);
      ipcRenderer.off(ipcChannels.gap, notify);
    };
  },
};

contextBridge.exposeInMainWorld('vigilmon', bridge);
