/** What Globalping answers, by its description: probes, results of single tests, errors. */

export const probe = {
  continent: 'EU',
  region: 'Western Europe',
  country: 'DE',
  state: null,
  city: 'Frankfurt',
  asn: 24940,
  network: 'Hetzner',
  latitude: 50.11,
  longitude: 8.68,
  tags: ['datacenter-network'],
  resolvers: ['private'],
};

/** An entry of the list of probes. */
export function listed(country: string, city: string, network: string, tags: readonly string[] = []): object {
  const { tags: _, resolvers, ...location } = probe;
  return { version: '0.39.0', location: { ...location, country, city, network }, tags, resolvers };
}

const timings = { total: 210, dns: 10, tcp: 20, tls: 30, firstByte: 140, download: 10 };

export function finished(fields: object = {}): object {
  return {
    status: 'finished',
    rawOutput: 'HTTP/1.1 200',
    rawHeaders: '',
    rawBody: 'ok',
    truncated: false,
    headers: { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] },
    resolvedAddress: '192.0.2.1',
    statusCode: 200,
    statusCodeName: 'OK',
    timings,
    tls: null,
    ...fields,
  };
}

/** The replies to three pings; null: there was none. */
export function pinged(times: readonly (number | null)[] = [24.2, 24.4, 25], fields: object = {}): object {
  const replies = times.filter((time) => time !== null);
  const total = times.length;
  const [min, max] = replies.length === 0 ? [null, null] : [Math.min(...replies), Math.max(...replies)];
  const avg = replies.length === 0 ? null : replies.reduce((sum, time) => sum + time, 0) / replies.length;
  const rcv = replies.length;
  return {
    status: 'finished',
    rawOutput: 'PING router.example.com (192.0.2.1) 56(84) bytes of data.',
    resolvedAddress: '192.0.2.1',
    resolvedHostname: 'router.example.com',
    timings: replies.map((rtt) => ({ ttl: 59, rtt })),
    stats: { min, avg, max, total, rcv, drop: total - rcv, loss: (100 * (total - rcv)) / total },
    ...fields,
  };
}

/** Records by type, in the format of zone files. */
export function resolved(records: readonly (readonly [string, string])[], fields: object = {}): object {
  return {
    status: 'finished',
    statusCode: 0,
    statusCodeName: 'NOERROR',
    rawOutput: ';; ANSWER SECTION:',
    resolver: '192.0.2.53',
    answers: records.map(([type, value]) => ({ name: 'www.example.com.', type, ttl: 180, class: 'IN', value })),
    timings: { total: 99 },
    ...fields,
  };
}

/** The certificate of a target. */
export function tls(fields: object = {}): object {
  return {
    authorized: true,
    protocol: 'TLSv1.3',
    cipherName: 'TLS_AES_256_GCM_SHA384',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    subject: { CN: 'shop.example.com', alt: 'DNS:shop.example.com' },
    issuer: { CN: 'R11', O: "Let's Encrypt", C: 'US' },
    keyType: 'EC',
    keyBits: 256,
    serialNumber: '04:56',
    fingerprint256: 'AB:CD',
    publicKey: null,
    ...fields,
  };
}

export function failed(failureSource?: 'target' | 'resolver' | 'internal'): object {
  const source = failureSource === undefined ? {} : { failureSource };
  return { status: 'failed', rawOutput: 'connect ECONNREFUSED 192.0.2.1:443', ...source };
}

export function apiError(type: string, message: string): string {
  return JSON.stringify({ error: { type, message }, links: { documentation: 'https://globalping.io/docs' } });
}
