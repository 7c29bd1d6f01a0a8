/**
 * Maps the errors of a connection to failures, in one table: error code -> failure code and facts. The error codes come
 * from libuv, OpenSSL, BoringSSL and undici 6 to 8. Errors caused by this program or this computer are `internal` and make
 * the check inconclusive, so that they never count as downtime. Facts are redacted here, before they are cut.
 */
import { domainToUnicode } from 'node:url';
import { failureKindOf, type Failure } from '../../contract/failure.ts';
import type { ProbeStage } from '../../contract/failures/facts.ts';
import type { Verdict } from '../../contract/model/state.ts';
import { Halted } from './deadline.ts';
import { excerpt } from './excerpt.ts';
import { CertificateError, ProbeError } from './probe-error.ts';
import type { ProbeTrace } from './probe-trace.ts';
import type { Redact } from './redaction.ts';

export interface FailureCircumstances {
  readonly trace: ProbeTrace;
  readonly stage: ProbeStage;
  readonly nowMs: number;
  readonly redact: Redact;
}

interface Circumstances extends FailureCircumstances {
  readonly error: { readonly code: string; readonly message: string };
}
type Entry = (circumstances: Circumstances) => Failure;

export interface FailedOutcome {
  readonly verdict: Extract<Verdict, 'fail' | 'inconclusive'>;
  readonly failure: Failure;
}

const maxHeaderBytes = 65_536;
const namesShown = 3;

/** A name in another script is shown in it, as people type it. */
const hostOf = ({ trace, redact }: Circumstances): string =>
  redact(trace.host.includes('xn--') ? domainToUnicode(trace.host) || trace.host : trace.host);
const peerOf = ({ trace, redact }: Circumstances): string => redact(trace.address ?? trace.host);

/** Failures whose only facts are the host or peer and the error code. */
const aboutHost =
  (code: 'no-name-server' | 'certificate-chain-expired' | 'certificate-self-signed'): Entry =>
  (c) => ({ code, facts: { host: hostOf(c) } });
const aboutHostError =
  (code: 'lookup-failed' | 'certificate-invalid'): Entry =>
  (c) => ({ code, facts: { host: hostOf(c), error: c.error.code } });
const aboutPeer =
  (code: 'connection-refused' | 'not-tls' | 'no-common-tls' | 'no-common-tls-version' | 'tls-ended'): Entry =>
  (c) => ({ code, facts: { peer: peerOf(c) } });
const aboutPeerError =
  (code: 'no-route' | 'connection-failed' | 'tls-handshake-failed'): Entry =>
  (c) => ({ code, facts: { peer: peerOf(c), error: c.error.code } });
const aboutStage =
  (code: 'connection-closed' | 'peer-silent'): Entry =>
  (c) => ({ code, facts: { peer: peerOf(c), stage: c.stage } });

const unknownName: Entry = (c) => ({
  code: 'name-not-found',
  facts: { host: hostOf(c), family: c.trace.ipFamily },
});
const refused = aboutPeer('connection-refused');
const unreachable = aboutPeerError('no-route');
const closed = aboutStage('connection-closed');
const cutShort: Entry = (c) => ({
  code: 'response-cut-short',
  facts: { peer: peerOf(c), bodyBytes: c.trace.bodyBytes },
});
const timedOut: Entry = (c) => ({
  code: 'timed-out',
  facts: {
    afterMs: c.trace.timeoutMs,
    stage: c.stage,
    host: hostOf(c),
    peer: peerOf(c),
    bodyBytes: c.trace.bodyBytes,
  },
});
const expired: Entry = (c) => {
  const validTo = c.trace.certificate?.info.validTo ?? null;
  if (validTo === null || validTo > c.nowMs) return aboutHost('certificate-chain-expired')(c);
  return { code: 'certificate-expired', facts: { host: hostOf(c), expiredAt: validTo } };
};
const notYetValid: Entry = (c) => ({
  code: 'certificate-not-yet-valid',
  facts: { host: hostOf(c), validFrom: c.trace.certificate?.validFrom ?? c.nowMs },
});
const untrusted: Entry = (c) => {
  const issuer = c.trace.certificate?.info.issuer;
  return {
    code: 'certificate-untrusted',
    facts: { host: hostOf(c), issuer: issuer === undefined ? null : c.redact(issuer) },
  };
};
const selfSigned = aboutHost('certificate-self-signed');
const badCertificate = aboutHostError('certificate-invalid');
const otherHost: Entry = (c) => {
  const names = c.trace.certificate?.names ?? [];
  const shown = names.slice(0, namesShown).map(c.redact);
  return {
    code: 'certificate-host-mismatch',
    facts: { host: hostOf(c), names: shown, more: names.length - shown.length },
  };
};
const notTls = aboutPeer('not-tls');
const endedTls = aboutPeer('tls-ended');
const noCommonVersion = aboutPeer('no-common-tls-version');
const noCommonCipher = aboutPeer('no-common-tls');
const handshake = aboutPeerError('tls-handshake-failed');
const clientCertificateRequired: Entry = (c) => ({
  code: 'client-certificate-required',
  facts: { peer: peerOf(c), isCertain: true },
});
/** Without a cipher: none in common. With one: what servers send when a client certificate is missing. */
const handshakeRefused: Entry = (c) =>
  c.trace.isCipherAgreed
    ? { code: 'client-certificate-required', facts: { peer: peerOf(c), isCertain: false } }
    : noCommonCipher(c);
const unrecognisedName: Entry = (c) => ({
  code: 'server-name-unrecognised',
  facts: { peer: peerOf(c), host: hostOf(c) },
});
const endlessHeaders: Entry = (c) => ({
  code: 'headers-too-large',
  facts: { peer: peerOf(c), limitBytes: maxHeaderBytes },
});
/** A `100 Continue` or a protocol switch that was not requested. */
const unrequested: Entry = (c) => ({
  code: 'unexpected-response',
  facts: { peer: peerOf(c), begins: excerpt(c.redact(firstLineOf(c)), 60) },
});
const localError: Entry = (c) => ({ code: 'local-error', facts: { error: c.error.code } });

const table: Readonly<Record<string, Entry>> = {
  ENOTFOUND: unknownName,
  ENODATA: unknownName,
  EAI_NONAME: unknownName,
  EAI_NODATA: unknownName,
  EAI_AGAIN: aboutHost('no-name-server'),
  EAI_MEMORY: localError,
  LOOKUP_HELPER_ENDED: localError,
  LOOKUP_NOT_STARTED: (c) => ({ code: 'lookup-not-started', facts: { host: hostOf(c) } }),

  ECONNREFUSED: refused,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: unreachable,
  EAFNOSUPPORT: unreachable,
  ETIMEDOUT: aboutStage('peer-silent'),
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  UND_ERR_BODY_TIMEOUT: timedOut,

  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: notYetValid,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  OUT_OF_MEM: localError,
  ERR_TLS_CERT_ALTNAME_INVALID: otherHost,
  HOSTNAME_MISMATCH: otherHost,
  EPROTO: handshake,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: noCommonVersion,
  // What Electron reports when BoringSSL received an alert.
  'ERR_SSL_INVALID_LIBRARY_(0)': endedTls,

  UND_ERR_HEADERS_OVERFLOW: endlessHeaders,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cutShort,
  HTTP_SYNTAX: invalidHttp,
  HTTP_EOF: cutShort,
  CONNECTION_USED_UP: closed,

  EMFILE: localError,
  ENFILE: localError,
  ENOMEM: localError,
  ENOBUFS: localError,
  EADDRNOTAVAIL: localError,
  EACCES: localError,
  EPERM: localError,
};

/** By TLS alert number (RFC 8446, section 6.2), since OpenSSL and BoringSSL use different names. */
const alerts: Readonly<Record<number, Entry>> = {
  40: handshakeRefused,
  41: clientCertificateRequired,
  70: noCommonVersion,
  71: noCommonCipher,
  86: noCommonVersion,
  112: unrecognisedName,
  116: clientCertificateRequired,
};

/** Error codes with a common prefix. */
const families: readonly (readonly [RegExp, Entry])[] = [
  [/^EAI_/, aboutHostError('lookup-failed')],
  [/^ERR_SSL_/, handshake],
  // Any other error of the operating system.
  [/^E[A-Z0-9]+$/, aboutPeerError('connection-failed')],
];

/** What these errors mean depends on how far the check had got. */
const closings = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);

/** @returns null for an error that is not in the table, which is a bug. */
export function failedBy(thrown: unknown, circumstances: FailureCircumstances): FailedOutcome | null {
  const failure = failureOf(thrown, circumstances);
  if (failure === null) return null;
  return { verdict: failureKindOf(failure) === 'internal' ? 'inconclusive' : 'fail', failure };
}

function failureOf(thrown: unknown, circumstances: FailureCircumstances): Failure | null {
  if (thrown instanceof ProbeError) return thrown.failure;
  const c: Circumstances = { ...circumstances, error: coded(thrown) };
  if (thrown instanceof Halted) return thrown.by === 'stop' ? { code: 'stopped', facts: {} } : timedOut(c);
  const entry = entryFor(c) ?? (thrown instanceof CertificateError ? badCertificate : null);
  return entry?.(c) ?? null;
}

function entryFor({ error: { code, message }, stage, trace }: Circumstances): Entry | null {
  if (code === 'UND_ERR_SOCKET' && (message === 'bad response' || message === 'bad upgrade')) return unrequested;
  const alert = alertIn(message);
  if (alert !== null) return alerts[alert] ?? otherAlert(alert);
  if (closings.has(code) && stage === 'tls' && trace.isAlertOnly) return endedTls;
  if (closings.has(code)) return stage === 'download' ? cutShort : closed;
  const entry = Object.hasOwn(table, code) ? table[code] : families.find(([pattern]) => pattern.test(code))?.[1];
  return entry ?? null;
}

/** Both libraries append the alert number to their message. */
function alertIn(message: string): number | null {
  const number = /:SSL alert number (\d+)/.exec(message)?.[1];
  return number === undefined ? null : Number(number);
}

function otherAlert(alert: number): Entry {
  return (c) => ({ code: 'tls-alert', facts: { peer: peerOf(c), alert } });
}

function coded(thrown: unknown): Circumstances['error'] {
  if (!(thrown instanceof Error)) return { code: '', message: String(thrown) };
  if (thrown.name === 'HTTPParserError') return parserError(thrown);
  return { code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '', message: thrown.message };
}

/** undici 8 gives these errors no code, only a reason in brackets. */
function parserError({ message }: Error): Circumstances['error'] {
  const reason = /\((.*)\)$/.exec(message)?.[1] ?? message;
  return { code: /EOF/.test(reason) ? 'HTTP_EOF' : 'HTTP_SYNTAX', message: reason };
}

function firstLineOf({ trace }: Circumstances): string {
  return trace.firstBytes?.toString('latin1').split('\r\n', 1)[0] ?? '';
}

/** The first byte of a TLS alert record, which an HTTPS server sends in response to plain HTTP. */
const tlsAlert = 0x15;

function invalidHttp(c: Circumstances): Failure {
  const { firstBytes, bodyBytes } = c.trace;
  if (c.stage === 'download' && bodyBytes !== null)
    return { code: 'body-malformed', facts: { detail: c.redact(c.error.message) } };
  const peer = peerOf(c);
  if (firstBytes?.[0] === tlsAlert) return { code: 'tls-instead-of-http', facts: { peer } };
  if (firstBytes !== null && /^\s*HTTP\/\d/i.test(firstBytes.toString('latin1'))) {
    return { code: 'response-malformed', facts: { peer, detail: c.redact(c.error.message) } };
  }
  const begins = firstBytes === null ? null : excerpt(c.redact(firstBytes.toString('latin1')), 40);
  return { code: 'not-http', facts: { peer, begins } };
}
