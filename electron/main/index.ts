/** The desktop application: puts engine, listener, tray and window together, and nothing else. */
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { openEngine } from '../engine/engine.ts';
import { keyFileSecretBox } from '../host/key-file-secret-box.ts';
import { createNodeNotifier } from '../host/node-notifier.ts';
import { systemRandomness as randomness } from '../host/randomness.ts';
import { systemClock as clock } from '../host/system-clock.ts';
import { loadPageFiles } from '../http/page-files.ts';
import { applicationMenu } from './application-menu.ts';
import { claimDataDirectory, onSecondStart, type Claim } from './claim.ts';
import { createDesktopAccess } from './desktop-access.ts';
import { giveUp } from './give-up.ts';
import { forwardEvents } from './ipc/events.ts';
import { registerCalls } from './ipc/registrar.ts';
import { createNativeNotifier } from './native-notifier.ts';
import { flushBeforeQuit } from './quit.ts';
import { declareScheme, serveWindow } from './scheme.ts';
import { openSecretBox } from './secret-box.ts';
import { guardPages, guardSession } from './security.ts';
import { openTray } from './tray/tray.ts';
import { watchForUpdates } from './updates.ts';
import { createMainWindow, type MainWindow } from './window.ts';

const inApp = (path: string): string => join(app.getAppPath(), path);

const claim = claimDataDirectory();
if (claim !== null) {
  app.enableSandbox();
  declareScheme();
  guardPages(claim.logger);
  // The appId of the packages, by which Windows knows whose notification it is.
  app.setAppUserModelId('app.vigilmon.desktop');
  // Without its window the program goes on in the tray.
  app.on('window-all-closed', () => undefined);
  const started = app.whenReady().then(() => start(claim));
  started.catch(giveUp);
  onSecondStart(() => void started.then((window) => window.open(), giveUp));
}

async function start({ dataDirectory, port, isHidden, logger }: Claim): Promise<MainWindow> {
  const host = { platform: process.platform, isPackaged: app.isPackaged, clock, logger };
  guardSession(session.defaultSession, host.isPackaged);
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(host)));
  serveWindow(await loadPageFiles(inApp('dist/renderer')));
  const files = { dataDirectory, preload: inApp('dist/preload/index.cjs'), icon: inApp('build/icons/app-128.png') };
  const window = createMainWindow({ ...host, ...files });

  const keyFileBox = keyFileSecretBox(dataDirectory, randomness);
  const { box: secretBox, warning } = await openSecretBox({ ...host, keyFileBox });
  const nativeNotifier = createNativeNotifier({
    ...host,
    fallback: createNodeNotifier(),
    onClick: (monitorId) => window.open(monitorId ?? undefined),
    onFallback: (reason) => engine.reportWarning('notifications', reason),
  });
  const access = createDesktopAccess({ ...host, dataDirectory, port, randomness });
  const ports = { clock, logger, randomness, secretBox, nativeNotifier, hostControls: access.controls };
  const opened = await openEngine({ dataDirectory, host: 'desktop', version: __VIGILMON_VERSION__, ...ports });
  if (!opened.ok) throw new Error(opened.error.message);
  const engine = opened.value;
  engine.reportWarning('key store', warning);

  registerCalls({ api: engine.api, window, logger });
  forwardEvents(engine, window);
  await access.open(engine);
  const actions = { open: window.open, quit: () => app.quit() };
  const closeTray = await openTray(engine, { ...host, iconDirectory: inApp('build/icons'), actions });
  flushBeforeQuit({
    ...host,
    stop: async () => {
      window.release();
      closeTray();
      await access.close();
      await engine.stop();
    },
  });
  engine.start();
  watchForUpdates(host);
  if (!isHidden) window.open();
  return window;
}
