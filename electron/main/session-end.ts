/**
 * The end of the session on Windows, which neither quits programs nor waits long for them
 * (https://www.electronjs.org/docs/latest/api/base-window). What is pending is written when Windows asks whether it may
 * end, and again when it does; quitting then releases the data directory. Other systems end programs by quitting them.
 */
import { app, BaseWindow } from 'electron';
import type { Engine } from '../engine/engine.ts';

export function flushAtSessionEnd(engine: Pick<Engine, 'flush'>, platform: NodeJS.Platform): void {
  if (platform !== 'win32') return;
  // Only windows are asked, and the one that users see may not exist. This one is never shown.
  const window = new BaseWindow({ show: false, skipTaskbar: true });
  window.on('query-session-end', () => engine.flush());
  window.on('session-end', () => {
    engine.flush();
    app.quit();
  });
}
