/**
 * Keeps the program in reach on a desktop that shows no tray icons: a hidden window waits in the taskbar instead, and goes
 * back into the tray once there is one. A panel that starts or restarts is given a moment. Electron offers its icon only
 * once, so a panel that comes later gets another.
 */
import type { Notice } from '../contract/notices.ts';
import type { Cancel, Clock } from '../engine/ports.ts';
import type { TrayHost } from './tray/tray-host.ts';
import type { AppTray } from './tray/tray.ts';
import type { MainWindow } from './window.ts';

interface InReachOptions {
  readonly trayHost: TrayHost;
  readonly tray: Pick<AppTray, 'offerAgain'>;
  readonly window: Pick<MainWindow, 'putInTaskbar' | 'returnToTray'>;
  readonly clock: Clock;
  /** Null: it no longer applies. */
  readonly report: (notice: Notice | null) => void;
}

const patienceMs = 10_000;

export function keepInReach({ trayHost, tray, window, clock, report }: InReachOptions): Cancel {
  let cancelTimer: Cancel = () => undefined;

  function waitForTray(): void {
    cancelTimer = clock.setTimer(patienceMs, () => {
      report({ code: 'no-tray', facts: {} });
      window.putInTaskbar();
    });
  }

  const stopListening = trayHost.onChange(() => {
    cancelTimer();
    if (!trayHost.isThere()) {
      waitForTray();
      return;
    }
    tray.offerAgain();
    window.returnToTray();
    report(null);
  });
  if (!trayHost.isThere()) waitForTray();
  return () => {
    stopListening();
    cancelTimer();
  };
}
