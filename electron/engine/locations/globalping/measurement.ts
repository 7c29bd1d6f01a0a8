/** The shape of Globalping's responses, as far as it is used (its OpenAPI description). Anything else is unintelligible. */
import { z } from 'zod';

export const created = z.object({ id: z.string().regex(/^[\w-]{1,100}$/u) });

export const apiError = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

const milliseconds = z.number().nullable();

export const finishedHttp = z.object({
  rawBody: z.string().nullable(),
  truncated: z.boolean(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  statusCode: z.number().int().min(100).max(999),
  timings: z.object({
    total: milliseconds,
    dns: milliseconds,
    tcp: milliseconds,
    tls: milliseconds,
    firstByte: milliseconds,
    download: milliseconds,
  }),
  tls: z
    .object({
      authorized: z.boolean(),
      error: z.string().nullish(),
      expiresAt: z.string().nullish(),
      issuer: z.object({ CN: z.string().nullish() }).nullish(),
      subject: z.object({ CN: z.string().nullish() }).nullish(),
      fingerprint256: z.string().nullish(),
    })
    .nullable(),
});
export type FinishedHttp = z.output<typeof finishedHttp>;

const most = 3_600_000;
const plausible = z.number().min(0).max(most);

export const finishedPing = z.object({
  resolvedAddress: z.string().max(100).nullable(),
  stats: z.object({ total: z.number().int().min(1).max(100), rcv: z.number().int().min(0).max(100) }),
  /** One for each reply. */
  timings: z.array(z.object({ rtt: plausible })).max(100),
});

export const finishedDns = z.object({
  statusCodeName: z.string().regex(/^[A-Z0-9]{1,20}$/u),
  answers: z.array(z.object({ type: z.string(), value: z.string() })).max(1_000),
  timings: z.object({ total: plausible }),
  resolver: z.string().max(300),
});

const failed = z.object({
  status: z.literal('failed'),
  failureSource: z.enum(['target', 'resolver', 'internal']).optional().catch(undefined),
  rawOutput: z.string(),
});

/** Of a finished one, what is in it depends on what was asked for. */
const result = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('finished') }),
  failed,
  z.object({ status: z.literal('offline') }),
  z.object({ status: z.literal('in-progress') }),
]);

const probe = z.object({
  country: z.string().nullish(),
  city: z.string().nullish(),
  network: z.string().nullish(),
});

export const measurement = z.object({
  status: z.enum(['in-progress', 'finished']),
  results: z.array(z.object({ probe, result })),
});
export type Measured = z.output<typeof measurement>['results'][number];
