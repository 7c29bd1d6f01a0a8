/** A window of the application over the fake of electron, with a data directory of its own. */
import { onTestFinished } from 'vitest';
import { createMainWindow, type MainWindow } from '../../electron/main/window.ts';
import { BrowserWindow } from '../support/fake-electron.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { recordedLog, type RecordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';

export interface WindowUnderTest {
  readonly window: MainWindow;
  readonly clock: ManualClock;
  readonly log: RecordedLog;
  readonly dataDirectory: string;
  /** How often closing has put it away. */
  readonly puttingsAway: () => number;
  /** What the desktop has. */
  readonly desktop: { hasTray: boolean };
  /** What closing means, and how often it has quit. */
  readonly closing: { keepsRunning: boolean; quits: number };
  /** The most recent one. */
  readonly made: () => BrowserWindow;
}

export function windowUnderTest(dataDirectory = tempDirectory(onTestFinished)): WindowUnderTest {
  const clock = manualClock();
  const log = recordedLog();
  const files = { preload: '/app/preload.cjs', icon: '/app/icon.png', dataDirectory };
  const desktop = { hasTray: true };
  let puttingsAway = 0;
  const closing = { keepsRunning: true, quits: 0 };
  const hasTray = (): boolean => desktop.hasTray;
  const keepsRunning = (): boolean => closing.keepsRunning;
  const quit = (): void => void (closing.quits += 1);
  const window = createMainWindow({ ...files, isPackaged: true, hasTray, keepsRunning, quit, clock, logger: log });
  window.onPutAway(() => void (puttingsAway += 1));
  const made = (): BrowserWindow => {
    const latest = BrowserWindow.made.at(-1);
    if (latest === undefined) throw new Error('no window was made');
    return latest;
  };
  return { window, clock, log, dataDirectory, made, desktop, closing, puttingsAway: () => puttingsAway };
}

/** Like `windowUnderTest`, with its page drawn. */
export function openedWindow(dataDirectory?: string): WindowUnderTest {
  const under = windowUnderTest(dataDirectory);
  under.window.open();
  under.made().emit('ready-to-show');
  return under;
}
