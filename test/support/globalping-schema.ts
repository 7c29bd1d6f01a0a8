/** What Globalping's API accepts and answers, by its public description, as far as a client for HTTP tests uses it. */
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

/** The body of `POST /v1/measurements`. Other fields are refused. */
export const measurementRequest = z.strictObject({
  type: z.literal('http'),
  target: z.string().min(1),
  inProgressUpdates: z.boolean().optional(),
  locations: z.union([z.array(location).min(1), z.string()]).optional(),
  limit: z.int().min(1).max(50).optional(),
  timeout: z.int().min(5).max(30).optional(),
  measurementOptions: z
    .strictObject({
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
      port: z.int().min(0).max(65_535).optional(),
      ipVersion: z.literal([4, 6]).optional(),
    })
    .optional(),
});

const ms = z.int().nullable();
const name = z.strictObject({
  CN: z.string().nullable(),
  O: z.string().nullish(),
  C: z.string().nullish(),
  alt: z.string().nullish(),
});
const rawOutput = z.string();

/** The results of single tests. */
export const testResult = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('in-progress'), rawOutput }),
  z.strictObject({ status: z.literal('offline'), rawOutput }),
  z.strictObject({
    status: z.literal('failed'),
    rawOutput,
    failureSource: z.enum(['target', 'resolver', 'internal']).optional(),
  }),
  z.strictObject({
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
  }),
]);
