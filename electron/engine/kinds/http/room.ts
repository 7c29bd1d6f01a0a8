/** Web endpoints. */
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { ProbedRoom } from '../kind.ts';
import { curlCommand } from './curl-command.ts';
import { probeHttp } from './http-probe.ts';

export const httpRoom: ProbedRoom<HttpMonitor> = {
  probe: probeHttp,
  asCommand: curlCommand,
  hostname: ({ url }) => new URL(url).hostname,
  isAuthentic: ({ url, ignoreTlsErrors }, { response }) =>
    response !== null && url.startsWith('https:') && !ignoreTlsErrors,
};
