/** What is opened outside of the program. */
import type * as Electron from 'electron';

export const shell = {
  opened: [] as string[],
  async openExternal(url: string): Promise<void> {
    shell.opened.push(url);
  },
} satisfies Pick<Electron.Shell, 'openExternal'> & { opened: string[] };
