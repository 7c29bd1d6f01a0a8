/** The definitions of all kinds, as far as the window has them. */
import type { ChannelDefinition } from '../electron/contract/channels/definition.ts';
import { definitionOf as ofChannel, type ChannelKind } from '../electron/contract/channels/registry.ts';
import type { WithoutEngineMembers } from '../electron/contract/engine-members.ts';
import type { LocationDefinition } from '../electron/contract/locations/definition.ts';
import { definitionOf as ofLocation, type LocationKind } from '../electron/contract/locations/registry.ts';
import type { MonitorDefinition } from '../electron/contract/monitors/definition.ts';
import { definitionOf as ofMonitor, type MonitorKind } from '../electron/contract/monitors/registry.ts';

export const channelDefinition: (kind: ChannelKind) => WithoutEngineMembers<ChannelDefinition> = ofChannel;
export const locationDefinition: (kind: LocationKind) => WithoutEngineMembers<LocationDefinition> = ofLocation;
export const monitorDefinition: (kind: MonitorKind) => WithoutEngineMembers<MonitorDefinition> = ofMonitor;
