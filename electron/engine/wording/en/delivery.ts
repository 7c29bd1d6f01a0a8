/** What came of a delivery, in English: one line each. */
import type { ConnectionError, DeliveryAnswer, DeliveryFacts, MailAdvice } from '../../../contract/delivery-answer.ts';
import { say, type Words } from '../wording.ts';
import { notShown } from './not-shown.ts';
import type { Quantities } from './quantities.ts';

export function answersIn({ duration }: Quantities): Words<DeliveryFacts> {
  /** For an answer that quotes another. */
  const inWords = (answer: DeliveryAnswer): string => say(answers, answer);
  const answers: Words<DeliveryFacts> = {
    said: ({ text }) => text,
    'partly-accepted': ({ text, rejected, why }) =>
      `${text}; not accepted for ${rejected}${why === null ? '' : ` (${why})`}`,
    'partly-deferred': ({ text, deferred, why, refused }) =>
      `${text === '' ? '' : `${text}; `}deferred for ${deferred}${why === null ? '' : ` (${why})`}${refused.length === 0 ? '' : `, rejected for ${refused.join(', ')}`}`,
    'unexpected-response': ({ text }) => `unexpected response: ${text}`,
    'redirect-not-followed': ({ status }) => `${String(status)} redirect, not followed: check the webhook URL`,
    'network-replied': ({ status, reply }) => networkReplies[reply](String(status)),
    'connection-failed': ({ error }) => `${connectionErrors[error]} (${error})`,
    'untrusted-certificate': ({ error }) =>
      `${connectionErrors[error]} (${error}): if you know it, add it to the trusted certificates of the channel`,
    'starttls-failed': ({ answer }) =>
      `STARTTLS failed: ${inWords(answer)}. Use the port for STARTTLS, usually 587, or choose TLS with its port, usually 465`,
    'mail-settings': ({ advice, answer }) => `${inWords(answer)}. ${mailAdvices[advice]}`,
    'timed-out': ({ afterMs }) => `no response within ${duration(afterMs)}`,
    'not-shown': ({ why }) => notShown(why),
    stopped: 'stopped before a response arrived',
    'secret-unreadable': 'its stored secret cannot be read: enter it again',
    'no-such-channel': 'there is no such channel',
    'channel-broken': ({ answer }) => `not sent, the channel is broken${answer === null ? '' : `: ${inWords(answer)}`}`,
    'send-crashed': 'internal error in Vigilmon, see its log',
  };
  return answers;
}

const networkReplies: Readonly<Record<DeliveryFacts['network-replied']['reply'], (status: string) => string>> = {
  redirect: (status) =>
    `${status} redirect to another server: either this network requires a login, or the URL is wrong`,
  page: (status) => `${status} with a web page: either this network requires a login, or the URL is wrong`,
  login: (status) => `${status}: this network requires a login`,
};

const mailAdvices: Readonly<Record<MailAdvice, string>> = {
  port: 'Check the host and the port, usually 587 for STARTTLS and 465 for TLS',
  'no-tls-here': 'Choose STARTTLS, usually on port 587, or use the port for TLS, usually 465',
  'no-greeting': 'If this port expects TLS, as 465 does, choose TLS',
  'no-mail-server': 'This is not a mail server: check the host and the port',
  'name-of-certificate': 'Enter the host name that the certificate is for',
  encryption: 'The server requires encryption: choose STARTTLS, usually on port 587, or TLS, usually on 465',
  login: 'Check the username and the password. Accounts with two-factor authentication usually need an app password',
  'login-missing': 'The server requires a login: enter a username and a password',
  'app-password':
    'Create an app password in the security settings of your account, and enter it instead of your usual password',
};

const connectionErrors: Readonly<Record<ConnectionError, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host was not found',
  EAI_AGAIN: 'the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no response in time',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'no response in time',
  UND_ERR_BODY_TIMEOUT: 'the response was not complete in time',
  UND_ERR_SOCKET: 'the connection was closed before the response',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is not trusted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS on this port',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};
