/**
 * The system's power events. The engine also detects sleep by its clocks, since packaged Linux programs may get no
 * events, but with them it reacts sooner. Unlocking counts as waking: on some systems it is the first event after the
 * lid is opened, and it costs nothing if there was no sleep. Vigilmon never keeps the system awake.
 */
import { app, powerMonitor } from 'electron';
import type { Engine } from '../engine/engine.ts';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';
import { isDischarging, watchBattery } from '../host/battery.ts';

interface PowerOptions {
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Linux: as reported by the kernel. */
  readonly isDischarging?: () => boolean;
}

/** Requires the application to be ready. @returns what stops it. */
export function watchPower(engine: Pick<Engine, 'sleep' | 'wake' | 'setOnBattery'>, options: PowerOptions): Cancel {
  const { platform, clock, logger } = options;
  const isOnBattery =
    platform === 'linux' ? (options.isDischarging ?? isDischarging) : () => powerMonitor.isOnBatteryPower();
  const { look, stop } = watchBattery(clock, isOnBattery, engine.setOnBattery);

  function wake(): void {
    engine.wake();
    look();
  }
  const suspend = (): void => {
    logger.info('the computer goes to sleep');
    engine.sleep();
  };
  // Electron delays the shutdown for as long as quitting takes.
  const shutdown = (event?: { preventDefault: () => void }): void => {
    event?.preventDefault();
    app.quit();
  };

  powerMonitor.on('suspend', suspend);
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
  powerMonitor.on('on-ac', look);
  powerMonitor.on('on-battery', look);
  powerMonitor.on('shutdown', shutdown);
  return () => {
    stop();
    powerMonitor.off('suspend', suspend);
    powerMonitor.off('resume', wake);
    powerMonitor.off('unlock-screen', wake);
    powerMonitor.off('on-ac', look);
    powerMonitor.off('on-battery', look);
    powerMonitor.off('shutdown', shutdown);
  };
}
