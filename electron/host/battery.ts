/**
 * Whether this computer runs on its battery, on Linux, where Chromium does not know: the kernel says it in
 * `/sys/class/power_supply` (https://www.kernel.org/doc/html/latest/power/power_supply_class.html). A battery of a
 * mouse or a keyboard (`scope` Device) is none of the computer's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Clock } from '../engine/ports.ts';

export interface BatteryWatch {
  /** Now, and not only at the next turn. */
  readonly look: () => void;
  readonly stop: Cancel;
}

const lookMs = 30_000;

/** Looks at once, and twice a minute from then on. `tell` hears it each time, changed or not. */
export function watchBattery(clock: Clock, isOnBattery: () => boolean, tell: (is: boolean) => void): BatteryWatch {
  let cancelTimer: Cancel = () => undefined;
  function look(): void {
    cancelTimer();
    tell(isOnBattery());
    cancelTimer = clock.setTimer(lookMs, look);
  }
  look();
  return { look, stop: () => cancelTimer() };
}

const kernelDirectory = '/sys/class/power_supply';

/** On mains power it is `Charging`, `Full` or `Not charging`. Without a battery it never is. */
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

/** Null: this supply has no such property. */
function readLine(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
