/** The fields of a monitor that is probed from this computer alone. */
import type { MonitorCommon } from '../../electron/contract/monitors/registry.ts';

export const withoutLocations: Pick<MonitorCommon, 'locations' | 'quorum' | 'regionalInterval'> = {
  locations: [],
  quorum: 'most',
  regionalInterval: 900_000,
};
