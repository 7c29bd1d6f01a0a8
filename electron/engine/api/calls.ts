/** The whole call table over a running engine. */
import type { Api } from '../../contract/calls.ts';
import type { SystemStatus } from '../runtime/system-status.ts';
import { channelCalls, ruleCalls } from './channel-calls.ts';
import { configCalls } from './config-calls.ts';
import type { CallContext } from './context.ts';
import { discoveryCalls } from './discovery-calls.ts';
import { digestCalls } from './digest-calls.ts';
import { hostCalls } from './host-calls.ts';
import { openApi } from './handlers.ts';
import { alertCalls, historyCalls, pingCalls } from './history-calls.ts';
import { incidentCalls } from './incident-calls.ts';
import { locationCalls } from './location-calls.ts';
import { maintenanceCalls } from './maintenance-calls.ts';
import { monitorCalls } from './monitor-calls.ts';
import { muteCalls } from './mute-calls.ts';
import { overviewCalls, settingsCalls, systemCalls } from './program-calls.ts';

export function openCalls(context: CallContext, status: SystemStatus): Api {
  const version = (): string => status.read().version;
  return openApi(
    {
      overview: overviewCalls(context),
      monitors: monitorCalls(context),
      incidents: incidentCalls(context, version),
      history: historyCalls(context, version),
      pings: pingCalls(context, version),
      channels: channelCalls(context),
      rules: ruleCalls(context),
      locations: locationCalls(context),
      alerts: alertCalls(context),
      mutes: muteCalls(context),
      digest: digestCalls(context),
      maintenance: maintenanceCalls(context),
      discovery: discoveryCalls(context, status),
      settings: settingsCalls(context),
      host: hostCalls(context),
      config: configCalls(context),
      system: systemCalls(context, status),
    },
    context,
  );
}
