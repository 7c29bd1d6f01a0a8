/** Whether the computer runs on its battery, and whether that stretches the intervals. Mains power until the host says otherwise. */
import type { SettingsCell } from './settings-cell.ts';

export interface Power {
  /** @returns whether that is a change. */
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
