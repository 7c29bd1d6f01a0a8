/** What Globalping's API accepts and answers, by its public description, as far as a client for HTTP, ping and DNS tests uses it. */
import { isIP } from 'node:net';
import { z } from 'zod';

const location = z.strictObject({
  continent: z.string().optional(),
  region: z.string().optional(),
  country: z.string().length(2).optional(),
  state: z.string().optional(),
  city: z.string().optional(),
  asn: z.int().optional(),
  network: z.string().optional(),
  tags: z.array(z.string()).optional(),
  // A comma separates locations in other clients of the service; here it would be part of a name. At most four parts.
  magic: z
    .string()
    .regex(/^[^,+]+(?:\+[^,+]+){0,3}$/u)
    .optional(),
  limit: z.int().min(1).max(200).optional(),
});

const ipVersion = z.literal([4, 6]).optional();
const port = z.int().min(0).max(65_535).optional();

const httpOptions = z.strictObject({
  request: z
    .strictObject({
      host: z.string().optional(),
      path: z.string().optional(),
      query: z.string().optional(),
      method: z.enum(['HEAD', 'GET', 'OPTIONS']).optional(),
      headers: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  resolver: z.string().optional(),
  protocol: z.enum(['HTTP', 'HTTPS', 'HTTP2']).optional(),
  port,
  ipVersion,
});

const pingOptions = z.strictObject({
  packets: z.int().min(1).max(16).optional(),
  protocol: z.enum(['ICMP', 'TCP']).optional(),
  port,
  ipVersion,
});

const dnsTypes = [
  'A',
  'AAAA',
  'ANY',
  'CNAME',
  'DNSKEY',
  'DS',
  'HTTPS',
  'MX',
  'NS',
  'NSEC',
  'PTR',
  'RRSIG',
  'SOA',
] as const;

const dnsOptions = z.strictObject({
  query: z.strictObject({ type: z.enum([...dnsTypes, 'TXT', 'SRV', 'SVCB']).optional() }).optional(),
  resolver: z.string().min(1).optional(),
  protocol: z.enum(['TCP', 'UDP']).optional(),
  port,
  ipVersion,
  trace: z.boolean().optional(),
});

const common = {
  target: z.string().min(1),
  inProgressUpdates: z.boolean().optional(),
  locations: z.union([z.array(location).min(1), z.string()]).optional(),
  limit: z.int().min(1).max(50).optional(),
  timeout: z.int().min(5).max(30).optional(),
};

/** The body of `POST /v1/measurements`. Other fields are refused; so is an IP version for an address. */
export const measurementRequest = z
  .discriminatedUnion('type', [
    z.strictObject({ ...common, type: z.literal('http'), measurementOptions: httpOptions.optional() }),
    z.strictObject({ ...common, type: z.literal('ping'), measurementOptions: pingOptions.optional() }),
    z.strictObject({ ...common, type: z.literal('dns'), measurementOptions: dnsOptions.optional() }),
  ])
  .refine(({ target, measurementOptions }) => isIP(target) === 0 || measurementOptions?.ipVersion === undefined);

const ms = z.int().nullable();
const name = z.strictObject({
  CN: z.string().nullable(),
  O: z.string().nullish(),
  C: z.string().nullish(),
  alt: z.string().nullish(),
});
const rawOutput = z.string();

const finishedHttp = z.strictObject({
  status: z.literal('finished'),
  rawOutput,
  rawHeaders: z.string(),
  rawBody: z.string().nullable(),
  truncated: z.boolean(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  statusCode: z.int(),
  statusCodeName: z.string(),
  resolvedAddress: z.string().nullable(),
  timings: z.strictObject({ total: ms, dns: ms, tcp: ms, tls: ms, firstByte: ms, download: ms }),
  tls: z
    .strictObject({
      authorized: z.boolean(),
      error: z.string().optional(),
      protocol: z.string(),
      cipherName: z.string(),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      subject: name,
      issuer: name,
      keyType: z.enum(['RSA', 'EC']).nullable(),
      keyBits: z.int().nullable(),
      serialNumber: z.string(),
      fingerprint256: z.string(),
      publicKey: z.string().nullable(),
    })
    .nullable(),
});

const nullableMs = z.number().nullable();

const finishedPing = z.strictObject({
  status: z.literal('finished'),
  rawOutput,
  resolvedAddress: z.string().nullable(),
  resolvedHostname: z.string().nullable(),
  timings: z.array(z.strictObject({ rtt: z.number(), ttl: z.int().optional() })),
  stats: z.strictObject({
    min: nullableMs,
    avg: nullableMs,
    max: nullableMs,
    total: z.int(),
    rcv: z.int(),
    drop: z.int(),
    loss: z.number(),
  }),
});

const finishedDns = z.strictObject({
  status: z.literal('finished'),
  rawOutput,
  statusCode: z.int(),
  statusCodeName: z.string(),
  resolver: z.string(),
  answers: z.array(
    z.strictObject({ name: z.string(), type: z.string(), ttl: z.int(), class: z.string(), value: z.string() }),
  ),
  timings: z.strictObject({ total: z.number() }),
});

/** The results of single tests. */
export const testResult = z.union([
  z.strictObject({ status: z.literal('in-progress'), rawOutput }),
  z.strictObject({ status: z.literal('offline'), rawOutput }),
  z.strictObject({
    status: z.literal('failed'),
    rawOutput,
    failureSource: z.enum(['target', 'resolver', 'internal']).optional(),
  }),
  finishedHttp,
  finishedPing,
  finishedDns,
]);
