/** E-mail by SMTP. */
import {
  choice,
  derived,
  group,
  integer,
  list,
  optional,
  secret,
  suggested,
  text,
  type Given,
  type ValuesOf,
} from '../fields/field.ts';
import { problem, type Problems } from '../problems.ts';
import { defineChannel } from './definition.ts';

export const smtpSecurities = ['none', 'starttls', 'tls'] as const;
export type SmtpSecurity = (typeof smtpSecurities)[number];

/** The standard port of each security. */
export const usualPorts: Readonly<Record<SmtpSecurity, number>> = { none: 25, starttls: 587, tls: 465 };

/** Encrypted by default: implicit TLS on its standard port, STARTTLS on any other. */
function usualSecurity(port: number | undefined): SmtpSecurity {
  return port === usualPorts.tls ? 'tls' : 'starttls';
}

const longestCredential = 1_024;
const longestMailbox = 320;
const longestCertificates = 100_000;

const smtp = group({
  host: text({ format: 'host', placeholder: 'smtp.example.com' }),
  port: suggested(integer({ least: 1, most: 65_535 }), usualPorts.starttls),
  security: suggested(derived(choice(smtpSecurities)), 'starttls'),
  username: optional(text({ longest: longestCredential })),
  password: optional(secret({ longest: longestCredential })),
  /** The name of this computer in EHLO. Null: see engine/notifications/channels/email/helo-name.ts. */
  heloName: optional(text({ format: 'host' })),
  /** PEM; trusted in addition to the well-known authorities. */
  trustedCertificates: optional(text({ format: 'certificates', longest: longestCertificates })),
});
export type SmtpSettings = ValuesOf<{ readonly smtp: typeof smtp }>['smtp'];

export const email = defineChannel({
  kind: 'email',
  version: 2,
  upgrades: [
    (before) => ({
      ...before,
      smtp: { ...(before['smtp'] as Given), heloName: null, trustedCertificates: null },
      replyTo: null,
    }),
  ],
  fields: {
    smtp,
    from: text({ format: 'mailbox', longest: longestMailbox, placeholder: 'vigilmon@example.com' }),
    replyTo: optional(text({ format: 'mailbox', longest: longestMailbox })),
    to: list(text({ format: 'mailbox', longest: longestMailbox }), { least: 1, most: 50 }),
  },
  unnamed: 'Email',
  origin: ({ smtp: { host, port, security } }) =>
    host === '' || Number.isNaN(port) ? null : { scheme: security, host, port },
  isRemote: true,
  isGrouped: true,
  isSuggested: true,
  complete(given) {
    if (given.smtp === undefined) return given;
    const { port, security = usualSecurity(port) } = given.smtp;
    return { ...given, smtp: { ...given.smtp, security } };
  },
  problems({ smtp: { username, password } }): Problems {
    if (username !== null && password === null) return { 'smtp.password': problem('username-without-password') };
    if (username === null && password !== null) return { 'smtp.password': problem('password-without-username') };
    return {};
  },
});
