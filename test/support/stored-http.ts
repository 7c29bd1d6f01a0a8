/** A whole HTTP monitor as it is stored when only its URL is given. */
import type { HttpMonitor } from '../../electron/contract/monitors/registry.ts';
import { withoutLocations } from './without-locations.ts';

type Named = Pick<HttpMonitor, 'id' | 'name' | 'url'>;

export function storedHttp({ id, name, url, ...others }: Named & Partial<HttpMonitor>): HttpMonitor {
  return {
    id,
    kind: 'http',
    name,
    enabled: true,
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    source: 'hand',
    url,
    method: 'GET',
    headers: {},
    body: null,
    auth: null,
    interval: 60_000,
    timeout: 10_000,
    followRedirects: true,
    maxRedirects: 5,
    serverName: null,
    clientCertificate: null,
    trustedCertificates: null,
    systemCertificates: true,
    proxy: null,
    proxyLogin: null,
    ipFamily: 'auto',
    ignoreTlsErrors: false,
    failAfter: 2,
    recoverAfter: 2,
    recheckInterval: 5_000,
    degradedAfter: null,
    invert: false,
    certificateWarningDays: [14],
    assertions: [],
    ...others,
  };
}
