/**
 * The one window. It is created when first opened and ends only on quitting: closing hides it, or minimizes it on a
 * desktop without a tray, where nothing could bring a hidden one back, or quits, as the user has set it. It remembers its
 * position. The page's address says what it shows (contract/page-address.ts).
 */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { pageAddress, type PagePlace } from '../contract/page-address.ts';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';
import { windowUrl } from './scheme.ts';
import { placeWindow, readWindowPlace, smallestWindow, writeWindowPlace } from './window-place.ts';

interface MainWindowOptions {
  readonly dataDirectory: string;
  readonly preload: string;
  readonly icon: string;
  readonly isPackaged: boolean;
  /** Whether the desktop shows the tray icon. */
  readonly hasTray: () => boolean;
  /** Closing the window leaves the program running. */
  readonly keepsRunning: () => boolean;
  /** Asks about changes that are not saved. */
  readonly quit: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface MainWindow {
  /** Brings the window to the front, as it was left or at this place. */
  readonly open: (place?: PagePlace) => void;
  /** Null before it is first opened and after the end. */
  readonly current: () => BrowserWindow | null;
  /** `listener` is called whenever the window becomes visible. */
  readonly onShown: (listener: () => void) => Cancel;
  /** `listener` is called whenever closing has hidden or minimized it. */
  readonly onPutAway: (listener: () => void) => Cancel;
  /** Ends its page, unless that holds changes which are not saved: then nothing happens, and it resolves with false. */
  readonly unload: () => Promise<boolean>;
  /** Minimizes it if it cannot be seen, without taking the focus. */
  readonly putInTaskbar: () => void;
  /** Hides it if it was minimized for want of a tray, and nobody has used it since. */
  readonly returnToTray: () => void;
}

/** Until the page has been drawn. */
const backgrounds = { light: '#ffffff', dark: '#14171c' } as const;
/** A page that does not respond this long has nothing to save. */
const unloadMs = 2_000;
/** A page that crashes again this soon would do so for ever. */
const crashPauseMs = 10_000;

/** What becomes of the window is decided by these when it is closed. */
interface Held {
  window: BrowserWindow | null;
  isQuitting: boolean;
  isUnloading: boolean;
  isOnlyInTaskbar: boolean;
  readonly shown: Set<() => void>;
  readonly putAway: Set<() => void>;
}

export function createMainWindow(options: MainWindowOptions): MainWindow {
  const held: Held = {
    window: null,
    isQuitting: false,
    isUnloading: false,
    isOnlyInTaskbar: false,
    shown: new Set(),
    putAway: new Set(),
  };
  // From the first moment: a start that goes wrong must be able to end.
  app.on('before-quit', () => {
    held.isQuitting = true;
    if (held.window !== null) remember(held.window, options);
  });

  return {
    open: (place) => {
      held.isOnlyInTaskbar = false;
      const hasBeenOpened = held.window !== null;
      held.window ??= make(held, options);
      goTo(held.window, place, options.logger);
      if (hasBeenOpened) bringToFront(held.window);
    },
    current: () => held.window,
    onShown: (listener) => {
      held.shown.add(listener);
      return () => held.shown.delete(listener);
    },
    onPutAway: (listener) => {
      held.putAway.add(listener);
      return () => held.putAway.delete(listener);
    },
    unload: async () => {
      if (held.window === null) return true;
      held.isUnloading = true;
      const isEnded = await endPage(held.window, options.clock);
      held.isUnloading = false;
      return isEnded;
    },
    putInTaskbar: () => {
      if (held.isQuitting || held.window?.isVisible() === true) return;
      if (held.window !== null) minimize(held.window, held);
      else {
        held.window = make(held, options, true);
        goTo(held.window, undefined, options.logger);
      }
    },
    returnToTray: () => {
      if (held.isOnlyInTaskbar) held.window?.hide();
      held.isOnlyInTaskbar = false;
    },
  };
}

function make(held: Held, options: MainWindowOptions, isMinimized = false): BrowserWindow {
  const place = placeWindow(readWindowPlace(options.dataDirectory), workAreas());
  const { isMaximized, ...bounds } = place;
  const made = new BrowserWindow({ ...bounds, ...appearance(options) });
  made.once('ready-to-show', () => {
    if (isMinimized) minimize(made, held);
    else {
      if (isMaximized) made.maximize();
      bringToFront(made);
    }
  });
  made.on('show', () => notify(held.shown));
  made.on('restore', () => {
    held.isOnlyInTaskbar = false;
    notify(held.shown);
  });
  putAwayOnClose(made, held, options);
  made.on('closed', () => {
    held.window = null;
  });
  reloadAfterCrash(made, options);
  return made;
}

function putAwayOnClose(made: BrowserWindow, held: Held, options: MainWindowOptions): void {
  made.on('close', (event) => {
    if (held.isQuitting) return;
    remember(made, options);
    if (held.isUnloading) return;
    event.preventDefault();
    if (!options.keepsRunning()) {
      options.quit();
      return;
    }
    if (options.hasTray()) made.hide();
    else minimize(made, held);
    notify(held.putAway);
  });
}

function minimize(made: BrowserWindow, held: Held): void {
  held.isOnlyInTaskbar = true;
  // A window that was never on the screen is in no taskbar either.
  if (!made.isVisible()) made.showInactive();
  made.minimize();
}

/** False: the page objects. */
function endPage(window: BrowserWindow, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (isEnded: boolean) => (): void => {
      cancel();
      resolve(isEnded);
    };
    const cancel = clock.setTimer(unloadMs, answer(true));
    window.webContents.once('will-prevent-unload', answer(false));
    window.once('closed', answer(true));
    window.close();
  });
}

function notify(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}

function appearance(options: MainWindowOptions): Electron.BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Vigilmon',
    icon: options.icon,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would download dictionaries from the internet.
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  };
}

function workAreas(): readonly Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

/** A page that is already loaded navigates to another fragment without reloading. */
function goTo(window: BrowserWindow, place: PagePlace | undefined, logger: Logger): void {
  const now = window.webContents.getURL();
  if (place === undefined && now !== '') return;
  const url = place === undefined ? windowUrl : `${windowUrl}${pageAddress(place)}`;
  if (url === now) return;
  window.loadURL(url).catch((error: unknown) => logger.error('the window could not be loaded', { error }));
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function remember(window: BrowserWindow, { dataDirectory, logger }: MainWindowOptions): void {
  try {
    writeWindowPlace(dataDirectory, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  } catch (error) {
    logger.warn('the place of the window could not be kept', { error });
  }
}

function reloadAfterCrash(window: BrowserWindow, { clock, logger }: MainWindowOptions): void {
  let lastAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const isFirst = clock.monotonic() - lastAt > crashPauseMs;
    lastAt = clock.monotonic();
    logger.error('the page of the window has crashed', { reason, exitCode, reloads: isFirst });
    if (isFirst) window.webContents.reload();
  });
}
