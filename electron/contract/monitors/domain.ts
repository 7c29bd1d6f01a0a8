/** The registration of a domain: how long until it expires, as its registry says by RDAP. */
import { assertions, duration, integer, optional, text } from '../fields/field.ts';
import { problem, type Problem } from '../problems.ts';
import { completeProbed, defineMonitor, localFields, probedProblems } from './definition.ts';

const hour = 3_600_000;
const day = 24 * hour;

export const domain = defineMonitor({
  kind: 'domain',
  version: 1,
  observedBy: 'probe',
  fields: {
    /** As it is registered, without subdomains. */
    domain: text({ format: 'host', longest: 253, placeholder: 'example.com' }),
    /** Degraded from so many days before the end. */
    warningDays: integer({ least: 1, most: 365, default: 30 }),
    /** Down from so many days before the end. */
    criticalDays: integer({ least: 0, most: 365, default: 7 }),
    /** The RDAP server of the registry; null: as IANA lists it. */
    server: optional(text({ format: 'web-url', longest: 1_000, placeholder: 'https://rdap.example/' })),
    ...localFields,
    interval: duration({ least: hour, most: 7 * day, default: day }),
    recheckInterval: duration({ least: 60_000, most: day, default: 10 * 60_000 }),
    assertions: assertions(['domainDays', 'responseTime']),
  },
  rarely: ['server'],
  addressWords: ['domain', 'whois', 'rdap'],
  fromAddress(typed) {
    const [, name] = /^(?:domain|whois|rdap)(?::(?:\/\/)?|\s+)([^\s/:?#]+)\/?$/iu.exec(typed) ?? [];
    return name === undefined ? null : { domain: name };
  },
  target: ({ domain: name }) => `domain:${name}`,
  shownTarget: ({ domain: name }) => name,
  hostOf: () => null,
  defaultName: ({ domain: name = '' }) => name,
  unnamed: 'Domain',
  figures: ['days'],
  mainFigure: 'days',
  registrationWarningDays: ({ warningDays }) => warningDays,
  complete: ({ interval = day, ...given }) => completeProbed({ ...given, interval }),
  problems(values) {
    const found: Record<string, Problem> = { ...probedProblems(values) };
    if (values.criticalDays >= values.warningDays) {
      found.criticalDays = problem('not-at-most', { most: values.warningDays - 1 });
    }
    return found;
  },
});
