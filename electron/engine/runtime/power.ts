/** Whether the computer runs on battery, and whether that stretches the intervals. Mains power until the host reports otherwise. */
import type { SettingsCell } from './settings-cell.ts';

export interface Power {
  /** @returns whether it changed. */
  readonly setOnBattery: (isOnBattery: boolean) => boolean;
  readonly isStretched: () => boolean;
}

export function openPower({ current }: Pick<SettingsCell, 'current'>): Power {
  let isOnBattery = false;
  return {
    setOnBattery(next) {
      const isChange = next !== isOnBattery;
      isOnBattery = next;
      return isChange;
    },
    isStretched: () => isOnBattery && current().stretchOnBattery,
  };
}
