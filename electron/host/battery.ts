/**
 * Whether this computer runs on battery, on Linux, where Chromium does not know: the kernel reports it in
 * `/sys/class/power_supply` (https://www.kernel.org/doc/html/latest/power/power_supply_class.html). Batteries of mice
 * and keyboards (`scope` Device) do not count.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Clock } from '../engine/ports.ts';

interface BatteryWatch {
  /** Reads the state now rather than at the next interval. */
  readonly look: () => void;
  readonly stop: Cancel;
}

const lookMs = 30_000;

/** Reads the state now and every 30 s; `report` is called each time, changed or not. */
export function watchBattery(clock: Clock, isOnBattery: () => boolean, report: (is: boolean) => void): BatteryWatch {
  let cancelTimer: Cancel = () => undefined;
  function look(): void {
    cancelTimer();
    report(isOnBattery());
    cancelTimer = clock.setTimer(lookMs, look);
  }
  look();
  return { look, stop: () => cancelTimer() };
}

const kernelDirectory = '/sys/class/power_supply';

/** On mains power the status is `Charging`, `Full` or `Not charging`. Without a battery this is always false. */
export function isDischarging(directory = kernelDirectory): boolean {
  const read = (supply: string, property: string): string | null => readLine(join(directory, supply, property));
  return suppliesIn(directory).some(
    (supply) =>
      read(supply, 'type') === 'Battery' &&
      read(supply, 'scope') !== 'Device' &&
      read(supply, 'status') === 'Discharging',
  );
}

function suppliesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return []; // no such class: a container, or a system without this interface
  }
}

/** Null: this supply does not have the property. */
function readLine(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
