/** A whole HTTP monitor as it is stored when only its URL is given. */
import type { HttpMonitor } from '../../electron/contract/monitors/registry.ts';
import { withoutLocations } from './without-locations.ts';

export function storedHttp(fields: Partial<HttpMonitor> & Pick<HttpMonitor, 'id' | 'name' | 'url'>): HttpMonitor {
  return {
    id: fields.id,
    kind: 'http',
    name: fields.name,
    enabled: true,
    severity: 'critical',
    tags: [],
    notes: '',
    ...withoutLocations,
    source: 'hand',
    url: fields.url,
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
    ...fields,
  };
}
