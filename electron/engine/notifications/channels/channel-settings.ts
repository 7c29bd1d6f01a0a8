/**
 * The settings of each kind of channel: defaults, limits, secrets. A hidden secret is the stored one, as long as it goes
 * to the same server as before: whoever may edit a channel shall not thereby send its password elsewhere.
 */
import type { Channel, SmtpSecurity, SmtpSettings } from '../../../contract/model/alert.ts';
import type { Secret } from '../../../contract/model/secret.ts';
import type { ParsedChannel } from '../../../contract/schemas.ts';
import { addressProblem, bareAddressOf, hasControlCharacter, hostProblem, webhookProblem } from './address-rules.ts';

type Fields = Record<string, string>;
type Input<K extends ParsedChannel['kind']> = Extract<ParsedChannel, { kind: K }>;
type SettingsOf<C> = C extends Channel ? Omit<C, 'id' | 'name' | 'enabled' | 'source'> : never;

const recipientsMost = 50;
const credentialLength = 1024;
const implicitTlsPort = 465;

/** Problems are put into `fields` under their paths; what comes back is then not to be used. */
export function settingsOf(input: ParsedChannel, existing: Channel | null, fields: Fields): SettingsOf<Channel> {
  switch (input.kind) {
    case 'native':
      return { kind: 'native' };
    case 'slack':
      return { kind: 'slack', webhookUrl: webhookOf(input, existing, fields) };
    case 'email':
      return {
        kind: 'email',
        smtp: smtpOf(input, existing, fields),
        from: addressOf('from', input.from, fields),
        to: recipientsOf(input, fields),
      };
  }
}

function webhookOf({ webhookUrl }: Input<'slack'>, existing: Channel | null, fields: Fields): Secret {
  if (typeof webhookUrl !== 'string') {
    if (existing?.kind === 'slack') return existing.webhookUrl;
    fields.webhookUrl = 'is required: there is none stored';
    return '';
  }
  const url = webhookUrl.trim();
  note(fields, 'webhookUrl', webhookProblem(url));
  return url;
}

function smtpOf({ smtp }: Input<'email'>, existing: Channel | null, fields: Fields): SmtpSettings {
  const host = smtp.host.trim();
  const { port, security = defaultSecurity(port) } = smtp;
  const username = (smtp.username ?? '').trim() || null;
  note(fields, 'smtp.host', hostProblem(host));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fields['smtp.port'] = 'must be from 1 to 65535';
  note(fields, 'smtp.username', credentialProblem(username ?? ''));
  const stored = existing?.kind === 'email' ? existing.smtp : null;
  return {
    host,
    port,
    security,
    username,
    password: passwordOf(smtp.password ?? null, { host, username, stored, fields }),
  };
}

interface Login {
  readonly host: string;
  readonly username: string | null;
  readonly stored: SmtpSettings | null;
  readonly fields: Fields;
}

function passwordOf(given: Secret | null, { host, username, stored, fields }: Login): Secret | null {
  const path = 'smtp.password';
  if (given === null || given === '') {
    if (username !== null) fields[path] = 'is required with a user name';
    return null;
  }
  if (username === null) fields[path] = 'needs a user name';
  if (typeof given === 'string') {
    note(fields, path, credentialProblem(given));
    return given;
  }
  if (stored === null || stored.password === null) fields[path] = 'is required: there is none stored';
  else if (stored.host !== host) fields[path] = 'must be given again: it was stored for another host';
  return stored?.password ?? null;
}

/** Encrypted unless told otherwise: from the start on the port that is made for it, else by STARTTLS. */
function defaultSecurity(port: number): SmtpSecurity {
  return port === implicitTlsPort ? 'tls' : 'starttls';
}

function recipientsOf({ to }: Input<'email'>, fields: Fields): readonly string[] {
  if (to.length === 0) fields.to = 'must name at least one recipient';
  if (to.length > recipientsMost) fields.to = `has more than ${String(recipientsMost)} recipients`;
  const addresses = to.map((address, index) => addressOf(`to.${String(index)}`, address, fields));
  const bare = addresses.map(bareAddressOf);
  bare.forEach((address, index) => {
    if (bare.indexOf(address) < index) note(fields, `to.${String(index)}`, 'is named twice');
  });
  return addresses;
}

function addressOf(path: string, text: string, fields: Fields): string {
  const address = text.trim();
  note(fields, path, addressProblem(address));
  return address;
}

function credentialProblem(text: string): string | null {
  if (hasControlCharacter(text)) return 'must be one line';
  return text.length > credentialLength ? `has more than ${String(credentialLength)} characters` : null;
}

function note(fields: Fields, path: string, problem: string | null): void {
  if (problem !== null) fields[path] ??= problem;
}
