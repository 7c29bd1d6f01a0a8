/** The desktop application: puts engine, listener, tray and window together, and nothing else. */
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { openEngine } from '../engine/engine.ts';
import { systemRandomness as randomness } from '../host/randomness.ts';
import { systemClock as clock } from '../host/system-clock.ts';
import { loadPageFiles } from '../http/page-files.ts';
import { applicationMenu } from './application-menu.ts';
import { claimDataDirectory, onAsked, type Claim } from './claim.ts';
import { claimLinks } from './deep-link.ts';
import { createDesktopAccess } from './desktop-access.ts';
import { openDesktopMemory } from './desktop-memory.ts';
import { openDesktopPorts } from './desktop-ports.ts';
import { giveUp } from './give-up.ts';
import { forwardEvents } from './ipc/events.ts';
import { registerCalls } from './ipc/registrar.ts';
import { watchPower } from './power.ts';
import { flushBeforeQuit } from './quit.ts';
import { declareScheme, serveWindow } from './scheme.ts';
import { guardPages, guardSession } from './security.ts';
import { trayNotice } from './tray-notice.ts';
import { allMonitors } from './tray/all-monitors.ts';
import { openTray } from './tray/tray.ts';
import { openUpdates } from './updates.ts';
import { createMainWindow, type MainWindow } from './window.ts';

type Open = MainWindow['open'];
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
  // Whoever asks while it starts gets the window as soon as there is one.
  const open: Open = (place) => void started.then((window) => window.open(place), giveUp);
  const started = app.whenReady().then(() => start(claim, open));
  started.catch(giveUp);
  onAsked(open);
}

async function start({ dataDirectory, port, opens, logger }: Claim, open: Open): Promise<MainWindow> {
  const host = { platform: process.platform, isPackaged: app.isPackaged, clock, logger, dataDirectory };
  const updates = openUpdates(host);
  const actions = { open, quit: () => app.quit(), checkForUpdates: updates.lookNow };
  const tray = openTray({ ...host, iconDirectory: inApp('build/icons'), actions });
  guardSession(session.defaultSession, host.isPackaged);
  claimLinks(host.platform, host.isPackaged);
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(host)));
  serveWindow(await loadPageFiles(inApp('dist/renderer')));

  const access = createDesktopAccess({ ...host, port, looksForUpdates: updates.lookNow !== null, randomness });
  const desktop = await openDesktopPorts({ ...host, randomness, open });
  const ports = { clock, logger, randomness, ...desktop.ports, hostControls: access.controls };
  const memory = openDesktopMemory(dataDirectory, logger);
  const onHidden = trayNotice({ ...host, memory, notifier: ports.nativeNotifier });
  const files = { preload: inApp('dist/preload/index.cjs'), icon: inApp('build/icons/app-128.png') };
  const window = createMainWindow({ ...host, ...files, onHidden });
  // Before the engine, so that the page's process begins while the database is opened; what it asks waits for the engine.
  if (opens !== null) window.open(opens === 'window' ? undefined : opens);
  const opening = openEngine({ dataDirectory, host: 'desktop', version: __VIGILMON_VERSION__, ...ports });
  registerCalls({ opening, window, logger });
  const opened = await opening;
  if (!opened.ok) throw new Error(opened.error.message);
  const engine = opened.value;
  desktop.reportTo(engine);
  forwardEvents(engine, window);
  await access.open(engine);
  flushBeforeQuit({ ...host, closeFirst: [tray.close], stop: [access.close, engine.stop] });
  await tray.follow(engine, allMonitors({ ...host, api: engine.api, memory }));
  engine.start();
  watchPower(engine, host);
  updates.watch(engine);
  return window;
}
