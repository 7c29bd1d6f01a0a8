/**
 * Stands in for `electron` in tests of the main process, and only as far as they need it. Each part implements a pick
 * of the type in electron's own electron.d.ts, so that the fake cannot have what Electron has not. Tests use it by
 * `vi.mock('electron', () => import('../support/fake-electron.ts'))`, import `electron` for what the code sees, and
 * this file for what the desktop, the page or another process would do.
 */
export { FakeEvent } from './electron/event.ts';
export { FakeDock, app } from './electron/app.ts';
export { FakeFrame, FakeWebContents } from './electron/web-contents.ts';
export { BaseWindow, BrowserWindow } from './electron/windows.ts';
export { Tray } from './electron/tray.ts';
export { nativeImage } from './electron/native-image.ts';
export { Menu } from './electron/menu.ts';
export { Notification } from './electron/notification.ts';
export { dialog } from './electron/dialog.ts';
export { ipcMain, type FakeCaller } from './electron/ipc-main.ts';
export { protocol } from './electron/protocol.ts';
export { session } from './electron/session.ts';
export { shell } from './electron/shell.ts';
export { nativeTheme } from './electron/native-theme.ts';
export { globalShortcut } from './electron/global-shortcut.ts';
export { screen } from './electron/screen.ts';
export { powerMonitor } from './electron/power-monitor.ts';
export { safeStorage } from './electron/safe-storage.ts';
export { contextBridge } from './electron/context-bridge.ts';
export { ipcRenderer } from './electron/ipc-renderer.ts';
