/** What a Prometheus server has measured: a query at its interval, and what its series must be. */
import { assertions, choice, optional, secret, text, variant } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { certificateFields, completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';

export const metric = defineMonitor({
  kind: 'metric',
  version: 1,
  observedBy: 'probe',
  fields: {
    url: text({ format: 'web-url', longest: 1_000, placeholder: 'http://127.0.0.1:9090' }),
    /** PromQL. */
    query: text({ format: 'any', longest: 10_000, placeholder: 'sum(up{job="shop"})' }),
    auth: optional(
      variant({
        basic: { username: text({ mayBeEmpty: true }), password: secret({ mayBeEmpty: true }) },
        bearer: { token: secret({ longest: 8_192 }) },
      }),
    ),
    /** Of which series the assertions on `value` must hold. */
    holdsFor: choice(['all', 'any'], 'all'),
    /** What a query without series is. */
    noData: choice(['fail', 'unknown', 'pass'], 'fail'),
    ...certificateFields,
    ...probedFields,
    assertions: assertions(['value', 'series', 'responseTime']),
  },
  rarely: ['auth', 'ignoreTlsErrors', 'certificateWarningDays'],
  addressWords: ['metric'],
  fromAddress(typed) {
    const [, url, query, expression] =
      /^metric:\s*(https?:\/\/[^\s?#]+?)\/?(?:\?query=(.+)|\/(?:graph|query)\?(?:\S*&)?g0\.expr=([^\s&#]+)\S*)$/iu.exec(
        typed,
      ) ?? [];
    if (url === undefined) return null;
    return { url, query: expression === undefined ? (query ?? '') : decoded(expression) };
  },
  target: ({ url, query }) => `${url}?query=${query}`,
  link: ({ url, query }) => ({
    url: `${url}/graph?g0.expr=${encodeURIComponent(query)}`,
    label: query,
    host: new URL(url).host,
  }),
  hostOf: ({ url }) => new URL(url).host,
  origin: ({ url }) => originOfUrl(url),
  defaultName: ({ query = '' }) => query.trim().slice(0, 80),
  unnamed: 'Metric',
  figures: ['value', 'series'],
  mainFigure: 'value',
  complete: completeProbed,
  problems: probedProblems,
});

/** As the page of a server has it in its address. */
function decoded(expression: string): string {
  try {
    return decodeURIComponent(expression.replaceAll('+', ' '));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return expression;
  }
}
