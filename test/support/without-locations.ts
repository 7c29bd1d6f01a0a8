/** The fields of a monitor that is probed from this computer alone, and depends on no other. */
import type { MonitorCommon } from '../../electron/contract/monitors/registry.ts';

export const withoutLocations: Pick<MonitorCommon, 'dependsOn' | 'locations' | 'quorum' | 'regionalInterval'> = {
  dependsOn: [],
  locations: [],
  quorum: 'most',
  regionalInterval: 900_000,
};
