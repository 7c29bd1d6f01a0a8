/** The stored forms of definitions that come in kinds. */
import { storedLocations } from '../locations/stored-location.ts';
import { storedMonitors } from '../monitors/stored-monitor.ts';
import { storedChannels } from '../notifications/channels/stored-channel.ts';
import type { StoredForms } from '../store/repositories.ts';

export const storedForms: StoredForms = {
  monitors: storedMonitors,
  channels: storedChannels,
  locations: storedLocations,
};
