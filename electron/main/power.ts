/**
 * What the system tells of its power. The engine notices a sleep by its clocks too, since packaged Linux programs may be
 * told nothing, but on being told it is sooner. Unlocking counts as waking: it is the first that some systems say after
 * the lid was opened, and costs nothing where there was no sleep. Vigilmon never asks the system to stay awake.
 *
 * Electron tells of a change to mains power on macOS and Windows, of one to battery on macOS alone, and of neither on
 * Linux, so it is looked at twice a minute as well.
 */
import { app, powerMonitor } from 'electron';
import type { Engine } from '../engine/engine.ts';
import type { Cancel, Clock, Logger } from '../engine/ports.ts';
import { isDischarging, watchBattery } from '../host/battery.ts';

export interface PowerOptions {
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Linux: what the kernel says. */
  readonly isDischarging?: () => boolean;
}

/** To be called when the application is ready. @returns what ends it. */
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
  // Electron holds the shutdown back for as long as quitting takes.
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
