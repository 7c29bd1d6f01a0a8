/** What Prometheus answers to a query (its HTTP API, `/api/v1/query`). Pure. */
import { z } from 'zod';
import type { Json } from '../../../contract/model/monitor.ts';

export interface MeasuredSeries {
  /** `up{job="shop"}`; empty: it has no labels. */
  readonly name: string;
  /** A number, or the text of one that JSON does not have: `NaN`, `+Inf`. */
  readonly value: Json;
}

type QueryResult =
  | { readonly ok: true; readonly series: readonly MeasuredSeries[] }
  /** `error`: in the server's words; null: it is no answer of Prometheus. */
  | { readonly ok: false; readonly error: string | null };

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const data = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: sample })) }),
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labels, values: z.array(sample) })) }),
  z.object({ resultType: z.enum(['scalar', 'string']), result: sample }),
]);
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);

export function readQueryResult(json: unknown): QueryResult {
  const read = answer.safeParse(json);
  if (!read.success) return { ok: false, error: null };
  if (read.data.status === 'error') return { ok: false, error: read.data.error };
  return { ok: true, series: seriesOf(read.data.data) };
}

function seriesOf(found: z.output<typeof data>): readonly MeasuredSeries[] {
  switch (found.resultType) {
    case 'vector':
      return found.result.map(({ metric, value }) => measured(metric, value[1]));
    case 'matrix':
      return found.result.flatMap(({ metric, values }) => values.slice(-1).map(([, last]) => measured(metric, last)));
    default:
      return [measured({}, found.result[1])];
  }
}

function measured({ __name__: name = '', ...others }: Readonly<Record<string, string>>, text: string): MeasuredSeries {
  const written = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const number = Number(text);
  return {
    name: written.length === 0 ? name : `${name}{${written.join(', ')}}`,
    value: text.trim() !== '' && Number.isFinite(number) ? number : text,
  };
}
