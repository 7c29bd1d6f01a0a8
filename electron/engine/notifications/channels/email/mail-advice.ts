/**
 * What to change in the mail server settings, by how the delivery failed: the usual mistakes are a port that
 * expects other encryption, and a login that needs an app password. Pure.
 */
import type { SmtpSettings } from '../../../../contract/channels/email.ts';
import type { ConnectionError, MailAdvice } from '../../../../contract/delivery-answer.ts';

export interface MailFailure {
  /** Of nodemailer. */
  readonly code?: string | undefined;
  /** `GREETING_TIMEOUT` */
  readonly timeoutType?: string | undefined;
  /** Where the server rejected something: its reply. */
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  /** A known error of the connection. */
  readonly connectionError: ConnectionError | null;
}

type Settings = Pick<SmtpSettings, 'security' | 'username'>;

const ofConnection: Partial<Readonly<Record<ConnectionError, MailAdvice>>> = {
  ECONNREFUSED: 'port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls-here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name-of-certificate',
};

/** Null: there is nothing to say beyond the error itself. */
export function mailAdvice(failure: MailFailure, settings: Settings): MailAdvice | null {
  const { code, timeoutType, response = '', responseCode, connectionError } = failure;
  // A port for TLS waits for the client to begin.
  if (timeoutType === 'GREETING_TIMEOUT') return settings.security === 'tls' ? null : 'no-greeting';
  // Other services begin with something else than a reply code, or say nothing of their own.
  if (code === 'EPROTOCOL' && !/^\d{3}\b/u.test(response)) return 'no-mail-server';
  if (connectionError !== null) return ofConnection[connectionError] ?? null;
  if (code === 'EAUTH') return isTemporary(responseCode) ? null : loginAdvice(response, settings);
  return responseCode === 530 ? missingAdvice(settings) : null;
}

function loginAdvice(response: string, { security }: Settings): MailAdvice {
  if (/app(?:lication)?[- ](?:specific|password)|second.?factor/iu.test(response)) return 'app-password';
  return security === 'none' && /starttls|encrypt|\btls\b/iu.test(response) ? 'encryption' : 'login';
}

/** It asks for a login, which many servers offer on encrypted connections alone. */
function missingAdvice({ security, username }: Settings): MailAdvice {
  return security === 'none' && username !== null ? 'encryption' : 'login-missing';
}

function isTemporary(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode < 500;
}
