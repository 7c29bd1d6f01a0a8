/** A TCP port: whether it accepts connections, optionally over TLS, and optionally what it responds. */
import { assertions, flag, integer, optional, text } from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { authority, parseAddress } from './address.ts';
import { certificateFields, completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';
import { serviceOf } from './tcp-services.ts';

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
  rarely: ['ignoreTlsErrors', 'certificateWarningDays'],
  fromAddress(typed) {
    const address = parseAddress(typed);
    if (address === null) return null;
    const { scheme, host, port, rest } = address;
    if (scheme === '') return port === null || rest !== '' ? null : { host, port };
    const service = serviceOf(scheme);
    if (service === null) return null;
    const known = port ?? service.port;
    return { host, tls: service.tls, ...(known === null ? {} : { port: known }) };
  },
  target: ({ host, port, tls }) => `${tls ? 'tls' : 'tcp'}://${authority(host, port)}`,
  shownTarget: ({ host, port, tls }) => `${authority(host, port)}${tls ? ' TLS' : ''}`,
  exporterTarget: ({ host, port }) => authority(host, port),
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
