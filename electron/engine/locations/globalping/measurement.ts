/** The shape of Globalping's responses, as far as it is used (its OpenAPI description). Anything else is unintelligible. */
import { z } from 'zod';

export const created = z.object({ id: z.string().regex(/^[\w-]{1,100}$/u) });

export const apiError = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

const milliseconds = z.number().nullable();

const finished = z.object({
  status: z.literal('finished'),
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
export type Finished = z.output<typeof finished>;

const failed = z.object({
  status: z.literal('failed'),
  failureSource: z.enum(['target', 'resolver', 'internal']).optional().catch(undefined),
  rawOutput: z.string(),
});

const result = z.discriminatedUnion('status', [
  finished,
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
