/** The desktop application: connects engine, listener, tray and window, and nothing else. */
import { join } from 'node:path';
import { app, Menu, session } from 'electron';
import { speechFor } from '../engine/wording/languages.ts';
import { boundHeapGrowth } from '../host/heap-growth.ts';
import { systemRandomness as randomness } from '../host/randomness.ts';
import { systemClock as clock } from '../host/system-clock.ts';
import { loadPageFiles } from '../http/page-files.ts';
import { applyConfigFile } from './apply-config-file.ts';
import { wasOpenedAtLogin } from './autostart.ts';
import { claimDataDirectory, onAsked, type Claim } from './claim.ts';
import { openDesktopMemory } from './desktop-memory.ts';
import { followDock } from './dock.ts';
import { usePortal } from './global-shortcut.ts';
import { giveUp } from './give-up.ts';
import { keepInReach } from './in-reach.ts';
import { forwardEvents } from './ipc/events.ts';
import { registerCalls } from './ipc/registrar.ts';
import { openSessionBus } from './linux/session-bus.ts';
import { openProgram } from './open-program.ts';
import { withdrawEnded } from './notifications/withdrawing.ts';
import { watchPower } from './power.ts';
import { flushBeforeQuit, quitByUser } from './quit.ts';
import { declareScheme, serveWindow } from './scheme.ts';
import { flushAtSessionEnd } from './session-end.ts';
import { guardPages, guardSession } from './security.ts';
import { trayNotice } from './tray-notice.ts';
import { allMonitors } from './tray/all-monitors.ts';
import { everPresentTrayHost, followTrayHost } from './tray/tray-host.ts';
import { oneMonitor } from './tray/one-monitor.ts';
import { openTray } from './tray/tray.ts';
import { openUpdates } from './updates.ts';
import { identifyToWindows } from './windows-identity.ts';
import { createMainWindow, type MainWindow } from './window.ts';

type Open = MainWindow['open'];
/**
 * A panel on Linux takes the icon over the session bus, in several turns of the event loop. The libraries of bus and
 * engine, which take a tenth of a second each to load, wait so long, and all that nothing shows yet.
 */
const iconMs = 50;
const inApp = (path: string): string => join(app.getAppPath(), path);

const claim = claimDataDirectory();
if (claim !== null) {
  boundHeapGrowth();
  app.enableSandbox();
  declareScheme();
  usePortal(app.commandLine, process.env);
  guardPages(claim.logger);
  identifyToWindows();
  // Otherwise Electron builds a default menu.
  Menu.setApplicationMenu(null);
  // Without its window the program continues in the tray.
  app.on('window-all-closed', () => undefined);
  // Requests during the start get the window as soon as there is one.
  const open: Open = (place) => void started.then((window) => window.open(place), giveUp);
  const started = app.whenReady().then(() => start(claim, open));
  started.catch(giveUp);
  onAsked(open);
}

async function start({ dataDirectory, port, configFile, opens, logger }: Claim, open: Open): Promise<MainWindow> {
  const speech = speechFor(app.getLocale());
  const host = { platform: process.platform, isPackaged: app.isPackaged, clock, logger, dataDirectory, speech };
  const quitIfAgreed = quitByUser(() => window, host);
  const quit = (): void => void quitIfAgreed();
  const updates = openUpdates({ ...host, quit: quitIfAgreed });
  const actions = { open, quit, checkForUpdates: updates.checkNow };
  const tray = openTray({ ...host, iconDirectory: inApp('build/icons'), actions });
  guardSession(session.defaultSession, host.isPackaged);
  const loading = loadPageFiles(inApp('dist/renderer'));
  serveWindow(loading);
  const files = { preload: inApp('dist/preload/index.cjs'), icon: inApp('build/icons/app-128.png') };
  const isLinux = host.platform === 'linux';
  const shown = isLinux ? new Promise<void>((resolve) => clock.setTimer(iconMs, resolve)) : Promise.resolve();
  const bus = isLinux ? shown.then(() => openSessionBus(process.env, logger)) : Promise.resolve(null);
  const trayHost = isLinux ? followTrayHost(bus, logger) : everPresentTrayHost;
  const memory = openDesktopMemory(dataDirectory, logger);
  const keepsRunning = (): boolean => memory.read().keepsRunning;
  const window = createMainWindow({ ...host, ...files, hasTray: trayHost.isThere, keepsRunning, quit });
  followDock(window);
  // Before key store and database are opened: the page's process starts meanwhile, and its calls wait for them.
  if (opens !== null && !(opens === 'window' && wasOpenedAtLogin(host.platform)))
    window.open(opens === 'window' ? undefined : opens);
  const needs = {
    ...host,
    memory,
    port,
    randomness,
    bus,
    open,
    quit,
    inApp,
    icon: files.icon,
    updates: updates.controls,
  };
  const program = Promise.all([shown, loading]).then(() => openProgram(needs));
  registerCalls({ opening: program.then(({ opened }) => opened), window, logger, speech });

  const { opened, desktop, access } = await program;
  if (!opened.ok) throw new Error(opened.error.message);
  const engine = opened.value;
  if (configFile !== null) await applyConfigFile(configFile, engine);
  desktop.reportTo(engine);
  window.onPutAway(trayNotice({ ...host, memory, notifier: desktop.ports.nativeNotifier, hasTray: trayHost.isThere }));
  keepInReach({ trayHost, tray, window, clock, report: (notice) => engine.reportNotice('tray', notice) });
  forwardEvents(engine, window);
  await access.open(engine);
  flushAtSessionEnd(engine, host.platform);
  flushBeforeQuit({ ...host, closeFirst: [tray.close], stop: [access.close, engine.stop], ...updates });
  await withdrawEnded(engine, desktop.ports.nativeNotifier, clock);
  await tray.follow(engine, allMonitors({ ...host, api: engine.api }), oneMonitor({ ...host, api: engine.api }));
  engine.start();
  watchPower(engine, host);
  updates.start(engine);
  return window;
}
