/**
 * The result of a delivery attempt: the text of the receiver, or a code with facts. Stored with each attempt and with
 * the channel, and put into words where it is shown. Texts are one short line each, without secrets.
 */
import type { Coded, NoFacts } from './coded.ts';
import type { NotShown } from './not-shown.ts';

/** From the operating system, OpenSSL or undici. */
export const connectionErrors = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
] as const;
export type ConnectionError = (typeof connectionErrors)[number];

/** What to change in the settings of a mail server. */
export const mailAdvices = [
  'port',
  'no-tls-here',
  'no-greeting',
  'no-mail-server',
  'name-of-certificate',
  'encryption',
  'login',
  'login-missing',
  'app-password',
] as const;
export type MailAdvice = (typeof mailAdvices)[number];

interface Said {
  readonly text: string;
}

/** Addresses in lower case that are not asked again. */
export interface SettledRecipients {
  readonly accepted: readonly string[];
  /** Permanently. */
  readonly refused: readonly string[];
}

export interface DeliveryFacts {
  /** The text of the receiver, or of a library error without a code. */
  readonly said: Said;
  /** Accepted, but not for every recipient; `why`: the response to the first rejected one. */
  readonly 'partly-accepted': Said & { readonly rejected: string; readonly why: string | null };
  /** Some recipients were settled; the deferred ones are retried alone. `why`: the response to the first of them. */
  readonly 'partly-deferred': Said & SettledRecipients & { readonly deferred: string; readonly why: string | null };
  /** Not the response of this kind of channel. */
  readonly 'unexpected-response': Said;
  readonly 'redirect-not-followed': { readonly status: number };
  /** Perhaps not from the receiver, but from a network that requires a login; `reply`: what it was. */
  readonly 'network-replied': { readonly status: number; readonly reply: 'redirect' | 'page' | 'login' };
  readonly 'connection-failed': { readonly error: ConnectionError };
  /** The channel has a setting to trust it. */
  readonly 'untrusted-certificate': { readonly error: ConnectionError };
  readonly 'starttls-failed': { readonly answer: DeliveryAnswer };
  readonly 'mail-settings': { readonly advice: MailAdvice; readonly answer: DeliveryAnswer };
  readonly 'timed-out': { readonly afterMs: number };
  /** By the desktop; one reason for each notifier that was tried. */
  readonly 'not-shown': { readonly why: readonly NotShown[] };
  /** The program stopped. */
  readonly stopped: NoFacts;
  readonly 'secret-unreadable': NoFacts;
  readonly 'no-such-channel': NoFacts;
  /** Not sent; `answer`: the response that broke the channel. */
  readonly 'channel-broken': { readonly answer: DeliveryAnswer | null };
  /** An internal error. */
  readonly 'send-crashed': NoFacts;
}

type DeliveryCode = keyof DeliveryFacts;
export type DeliveryAnswer = Coded<DeliveryFacts>;

export function said(text: string): DeliveryAnswer {
  return { code: 'said', facts: { text } };
}

/** @param answers of earlier attempts, oldest first. Undefined: no recipient is settled. */
export function settledRecipients(answers: readonly DeliveryAnswer[]): SettledRecipients | undefined {
  const settled = answers.findLast((answer) => answer.code === 'partly-deferred');
  return settled?.code === 'partly-deferred' ? settled.facts : undefined;
}

const codes: Readonly<Record<DeliveryCode, true>> = {
  said: true,
  'partly-accepted': true,
  'partly-deferred': true,
  'unexpected-response': true,
  'redirect-not-followed': true,
  'network-replied': true,
  'connection-failed': true,
  'untrusted-certificate': true,
  'starttls-failed': true,
  'mail-settings': true,
  'timed-out': true,
  'not-shown': true,
  stopped: true,
  'secret-unreadable': true,
  'no-such-channel': true,
  'channel-broken': true,
  'send-crashed': true,
};

/** Whether the code is known and has facts, whose shape is not checked. */
export function isDeliveryAnswer(value: unknown): value is DeliveryAnswer {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('facts' in value)) return false;
  const { code, facts } = value;
  return typeof code === 'string' && Object.hasOwn(codes, code) && typeof facts === 'object' && facts !== null;
}
