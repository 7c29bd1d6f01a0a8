/** The cost of Electron alone: a tray icon and, unless it starts hidden, a window with one line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/fresh-build.ts';
import { createTempDirectory } from '../support/temp-directory.ts';

const source = (icon: string): string => `
const { app, BrowserWindow, Tray } = require('electron');
let tray = null; // else it would be collected
app.enableSandbox();
app.whenReady().then(() => {
  tray = new Tray(${JSON.stringify(icon)});
  if (process.argv.includes('--hidden')) return;
  const window = new BrowserWindow({ show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,<p role="option">bare</p>');
});
`;

interface BareApplication {
  /** For Electron's command line. */
  readonly args: readonly string[];
  readonly remove: () => void;
}

export function writeBareApplication(): BareApplication {
  const directory = createTempDirectory();
  writeFileSync(directory.file('package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  writeFileSync(directory.file('main.cjs'), source(join(root, 'build/icons/app-128.png')));
  return { args: [directory.path, `--user-data-dir=${directory.file('profile')}`], remove: directory.remove };
}
