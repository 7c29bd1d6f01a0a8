import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** The computer's power as the system reports it: `emit` an event, or turn `isOnBattery`. */
class FakePowerMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, 'isOnBatteryPower'> {
  isOnBattery = false;

  isOnBatteryPower(): boolean {
    return this.isOnBattery;
  }
}
export const powerMonitor = new FakePowerMonitor();
