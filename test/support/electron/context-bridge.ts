import type * as Electron from 'electron';

/** The page's side of the context bridge: what the preload put into its world. */
class FakeContextBridge implements Pick<Electron.ContextBridge, 'exposeInMainWorld'> {
  readonly exposed = new Map<string, unknown>();

  exposeInMainWorld(key: string, api: unknown): void {
    this.exposed.set(key, api);
  }
}
export const contextBridge = new FakeContextBridge();
