/** Gives the window its one way to the main process: `window.vigilmon`, a VigilmonClient, frozen by the context bridge. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { callNames, type EngineEvent } from '../contract/api.ts';
import { ipcChannels } from '../contract/ipc.ts';

type Invoke = (input?: unknown) => Promise<unknown>;

function group(name: string, methods: readonly string[]): Readonly<Record<string, Invoke>> {
  const call = (method: string): Invoke => {
    return (input) => ipcRenderer.invoke(ipcChannels.call, `${name}.${method}`, input);
  };
  return Object.fromEntries(methods.map((method) => [method, call(method)]));
}

function subscribe(listener: (event: EngineEvent) => void, onGap: () => void): () => void {
  const forward = (_: IpcRendererEvent, event: EngineEvent): void => {
    listener(event);
  };
  const tell = (): void => {
    onGap();
  };
  ipcRenderer.on(ipcChannels.event, forward);
  ipcRenderer.on(ipcChannels.gap, tell);
  return () => {
    ipcRenderer.off(ipcChannels.event, forward);
    ipcRenderer.off(ipcChannels.gap, tell);
  };
}

contextBridge.exposeInMainWorld('vigilmon', {
  api: Object.fromEntries(Object.entries(callNames).map(([name, methods]) => [name, group(name, methods)])),
  subscribe,
});
