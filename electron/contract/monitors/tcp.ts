/** A TCP port: whether it accepts connections, optionally over TLS, and optionally what it responds. */
import { assertions, flag, integer, optional, text } from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { certificateFields, completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';

export const tcp = defineMonitor({
  kind: 'tcp',
  version: 1,
  observedBy: 'probe',
  fields: {
    host: text({ format: 'host', longest: 253, placeholder: 'db.example.com' }),
    port: integer({ least: 1, most: 65_535 }),
    tls: flag(false),
    /** Sent once connected. */
    send: optional(text({ format: 'escaped', longest: 10_000, placeholder: 'PING\\r\\n', isSealed: true })),
    ...certificateFields,
    ...probedFields,
    assertions: assertions(['response', 'responseTime', 'certificateDays']),
  },
  target: ({ host, port }) => `tcp://${authority(host, port)}`,
  hostOf: ({ host, port }) => authority(host, port),
  defaultName: ({ host = '', port }) => (port === undefined ? host : authority(host, port)),
  unnamed: 'Port',
  complete: completeProbed,
  problems(values) {
    const found: Record<string, Problem> = { ...probedProblems(values) };
    const needsTls = values.assertions.findIndex(({ on }) => on === 'certificateDays');
    if (!values.tls && needsTls >= 0)
      found[`assertions.${String(needsTls)}.on`] = problem('needs-setting', { field: 'tls' });
    return found;
  },
});

/** RFC 3986: an IPv6 address is in brackets. */
function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
