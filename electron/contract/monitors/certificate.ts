/** The certificates of a TLS server: their dates, who issued them, and for which names. */
import { assertions, choice, derived, integer, list, optional, text } from '../fields/field.ts';
import { authority, parseAddress } from './address.ts';
import { completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';

/** What is spoken before TLS; `none`: TLS from the start. */
const startTlsProtocols = ['none', 'smtp', 'imap', 'pop3', 'ftp', 'postgres'] as const;
export type StartTls = (typeof startTlsProtocols)[number];

const usualPorts: Readonly<Record<StartTls, number>> = {
  none: 443,
  smtp: 587,
  imap: 143,
  pop3: 110,
  ftp: 21,
  postgres: 5432,
};

const validLongEnough = { on: 'certificateDays', is: 'greaterThan', value: 14 } as const;

export const certificate = defineMonitor({
  kind: 'certificate',
  version: 1,
  observedBy: 'probe',
  fields: {
    host: text({ format: 'host', longest: 253, placeholder: 'example.com' }),
    /** The usual one of the protocol if omitted. */
    port: derived(integer({ least: 1, most: 65_535 })),
    startTls: choice(startTlsProtocols, 'none'),
    /** The name that is asked for, and that the certificate must be valid for; null: the host. */
    serverName: optional(text({ format: 'host', longest: 253, placeholder: 'www.example.com' })),
    /** Authorities that are trusted besides the well-known ones. */
    trustedCertificates: optional(text({ format: 'certificates', longest: 100_000 })),
    /** Warn this many days before a certificate of the chain expires. */
    certificateWarningDays: list(integer({ least: 1, most: 365 }), { most: 5, order: 'descending', default: [30] }),
    ...probedFields,
    assertions: assertions(['certificateDays', 'issuer', 'names'], [validLongEnough]),
  },
  rarely: ['trustedCertificates', 'certificateWarningDays'],
  fromAddress(typed) {
    const [, name] = /^cert(?:ificate)?\s+(\S+)$/i.exec(typed) ?? [];
    const address = parseAddress(name === undefined ? typed : `cert://${name}`);
    if (address?.scheme !== 'cert') return null;
    const protocol = /[?&]starttls=(\w+)/i.exec(address.rest)?.[1]?.toLowerCase();
    const startTls = startTlsProtocols.find((known) => known === (protocol ?? 'none'));
    if (startTls === undefined) return null;
    return { host: address.host, port: address.port ?? usualPorts[startTls], startTls };
  },
  target: ({ host, port, startTls }) =>
    `cert://${authority(host, port)}${startTls === 'none' ? '' : `?starttls=${startTls}`}`,
  shownTarget: ({ host, port, startTls }) => `${authority(host, port)}${startTls === 'none' ? '' : ' STARTTLS'}`,
  exporterTarget: ({ host, port }) => authority(host, port),
  hostOf: ({ host, port }) => authority(host, port),
  defaultName: ({ host = '' }) => host,
  unnamed: 'Certificate',
  figures: ['days'],
  mainFigure: 'days',
  complete: (given) => ({ ...completeProbed(given), port: given.port ?? usualPorts[given.startTls ?? 'none'] }),
  problems: probedProblems,
});
