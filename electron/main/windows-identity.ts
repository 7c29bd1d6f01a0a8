/**
 * By what Windows knows the program. Both stay the same for ever: otherwise toasts of an earlier start belong to no
 * program, and clicks on them are lost.
 */
import { app } from 'electron';

/** The appId of the packages, by which Windows attributes notifications. */
const appUserModelId = 'app.vigilmon.desktop';
/** Of the class that Windows activates when a toast is clicked. Electron would make up another one at each start. */
const toastActivatorClsid = '{C0F1F2C6-0B8A-4B5E-9A53-6D7E61B5C1A4}';

export function identifyToWindows(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return;
  app.setAppUserModelId(appUserModelId);
  app.setToastActivatorCLSID(toastActivatorClsid);
}
