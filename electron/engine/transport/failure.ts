/**
 * What went wrong on the way to an answer, in one table: error code -> failure kind and wording. The codes are those of
 * libuv, OpenSSL and BoringSSL, undici 6 to 8 and our own (fault.ts). What is no one's fault but ours or this
 * computer's is `internal`, and makes the check inconclusive: it never becomes a site's downtime.
 */
import type { Failure, FailureKind, Verdict } from '../../contract/model/state.ts';
import { Halted } from './deadline.ts';
import type { Phase } from './phase-timer.ts';
import { excerpt } from './excerpt.ts';
import type { ProbeTrace } from './probe-trace.ts';

/** What a wording is made of. */
interface Facts {
  readonly error: { readonly code: string; readonly message: string };
  readonly phase: Phase | null;
  readonly trace: ProbeTrace;
  readonly nowMs: number;
}
type Wording = (facts: Facts) => string;
type Entry = readonly [kind: FailureKind, wording: Wording];

export interface FailedOutcome {
  readonly verdict: Extract<Verdict, 'fail' | 'inconclusive'>;
  readonly failure: Failure;
}

const peer = ({ trace }: Facts): string => trace.address ?? trace.host;
const certificateOf = ({ trace }: Facts): string => `certificate of ${trace.host}`;
const issuer = ({ trace }: Facts): string => trace.certificate?.info.issuer ?? 'nobody';
const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const version = { auto: '', 4: 'IPv4 ', 6: 'IPv6 ' } as const;

const unknownName: Entry = [
  'dns',
  ({ trace }) => `no ${version[trace.ipFamily]}address for ${trace.host}: no such name`,
];
const noNameServer: Entry = ['dns', ({ trace }) => `no name server answered for ${trace.host}`];
const lookupFailed: Entry = [
  'dns',
  ({ error, trace }) => `the name ${trace.host} could not be looked up: ${error.code}`,
];
const refused: Entry = ['refused', (facts) => `connection refused by ${peer(facts)}`];
const unreachable: Entry = ['unreachable', (facts) => `no route to ${peer(facts)} (${facts.error.code})`];
const expired: Entry = [
  'tls-expired',
  (facts) => {
    const validTo = facts.trace.certificate?.info.validTo ?? null;
    if (validTo === null || validTo > facts.nowMs)
      return `a certificate in the chain of ${facts.trace.host} has expired`;
    return `${certificateOf(facts)} expired on ${day(validTo)}`;
  },
];
const selfSigned: Entry = ['tls-untrusted', (facts) => `${certificateOf(facts)} is self-signed`];
const untrusted: Entry = [
  'tls-untrusted',
  (facts) =>
    `${certificateOf(facts)} is not trusted: its issuer "${issuer(facts)}" is unknown here, or its chain incomplete`,
];
const badCertificate: Entry = ['tls-untrusted', (facts) => `${certificateOf(facts)} is not valid: ${facts.error.code}`];
const notTls: Entry = ['tls-protocol', (facts) => `${peer(facts)} does not speak TLS; is it http:// instead?`];
const noCommonProtocol: Entry = [
  'tls-protocol',
  (facts) => `${peer(facts)} and this computer have no TLS version or cipher in common (${facts.error.code})`,
];
const handshake: Entry = ['tls-protocol', (facts) => `TLS handshake with ${peer(facts)} failed: ${facts.error.code}`];
const badHttp: Entry = ['not-http', notHttp];
/** A `100 Continue` or a change of protocols, neither of which was asked for. */
const unasked: Entry = ['not-http', (facts) => `${peer(facts)} answers out of turn: ${excerpt(firstLine(facts), 60)}`];
const cut: Entry = ['cut-short', (facts) => `${peer(facts)} closed the connection ${whereInAnswer(facts)}`];
const timedOut: Entry = ['timeout', timeout];
const local: Entry = [
  'internal',
  ({ error }) => `this computer could not make the check: ${localFaults[error.code] ?? error.code}`,
];
const detail: Wording = ({ error }) => error.message;

const localFaults: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENOMEM: 'out of memory',
  ENOBUFS: 'out of network buffers',
  EADDRNOTAVAIL: 'no free port, or no address of that kind',
  EACCES: 'not permitted to connect; is it a firewall?',
  EPERM: 'not permitted to connect; is it a firewall?',
};

const table: Readonly<Record<string, Entry>> = {
  ENOTFOUND: unknownName,
  ENODATA: unknownName,
  EAI_NONAME: unknownName,
  EAI_NODATA: unknownName,
  EAI_AGAIN: noNameServer,
  EAI_MEMORY: local,
  FAMILY_MISMATCH: ['dns', detail],

  ECONNREFUSED: refused,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: unreachable,
  EAFNOSUPPORT: unreachable,
  ETIMEDOUT: ['timeout', (facts) => `${peer(facts)} stopped answering ${whereOnTheWay(facts)}`],
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  UND_ERR_BODY_TIMEOUT: timedOut,

  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: [
    'tls-not-yet-valid',
    (facts) => `${certificateOf(facts)} is not valid before ${day(facts.trace.certificate?.validFrom ?? facts.nowMs)}`,
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls-hostname', hostname],
  HOSTNAME_MISMATCH: ['tls-hostname', hostname],
  INVALID_CA: badCertificate,
  INVALID_PURPOSE: badCertificate,
  PATH_LENGTH_EXCEEDED: badCertificate,
  EPROTO: handshake,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: noCommonProtocol,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: noCommonProtocol,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: noCommonProtocol,
  ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE: noCommonProtocol,

  UND_ERR_HEADERS_OVERFLOW: ['too-large', (facts) => `the headers of ${peer(facts)} have no end (over 64 KiB)`],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cut,
  HTTP_SYNTAX: badHttp,
  HTTP_EOF: cut,
  BAD_ENCODING: ['bad-encoding', detail],
  CONNECTION_USED_UP: ['reset', (facts) => `${peer(facts)} closed the connection ${whereOnTheWay(facts)}`],
  REDIRECT_LOOP: ['redirect-loop', detail],
  REDIRECT_TOO_MANY: ['redirect-loop', detail],
  REDIRECT_INVALID: ['redirect-invalid', detail],
  SECRET_UNREADABLE: ['internal', () => 'not checked: its stored secret cannot be read, enter it again'],

  EMFILE: local,
  ENFILE: local,
  ENOMEM: local,
  ENOBUFS: local,
  EADDRNOTAVAIL: local,
  EACCES: local,
  EPERM: local,
};

/** Codes that come in families. */
const families: readonly (readonly [RegExp, Entry])[] = [
  [/^EAI_/, lookupFailed],
  [/^CERT_|^(UNABLE_TO|ERROR_IN)_/, badCertificate],
  [/^ERR_SSL_/, handshake],
  // What the operating system says of a connection, and is not in the table.
  [/^E[A-Z0-9]+$/, ['network', (facts) => `the connection to ${peer(facts)} failed: ${facts.error.code}`]],
];

/** The same errors say different things by how far the check had come. */
const closings = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);

export interface FailureCircumstances {
  readonly trace: ProbeTrace;
  readonly phase: Phase | null;
  readonly nowMs: number;
}

/** @returns null for what the table does not know: a bug of ours. */
export function failedBy(thrown: unknown, circumstances: FailureCircumstances): FailedOutcome | null {
  const facts: Facts = { ...circumstances, error: coded(thrown) };
  if (thrown instanceof Halted && thrown.by === 'stop') {
    return { verdict: 'inconclusive', failure: { kind: 'internal', message: 'stopped before the check was over' } };
  }
  const entry = thrown instanceof Halted ? timedOut : entryFor(facts);
  if (entry === null) return null;
  const [kind, wording] = entry;
  return { verdict: kind === 'internal' ? 'inconclusive' : 'fail', failure: { kind, message: wording(facts) } };
}

function entryFor(facts: Facts): Entry | null {
  const { code, message } = facts.error;
  if (code === 'UND_ERR_SOCKET' && (message === 'bad response' || message === 'bad upgrade')) return unasked;
  if (closings.has(code)) return closed(facts);
  const entry = Object.hasOwn(table, code) ? table[code] : families.find(([pattern]) => pattern.test(code))?.[1];
  return entry ?? null;
}

function closed({ phase }: Facts): Entry {
  if (phase === 'download') return cut;
  return ['reset', (facts) => `${peer(facts)} closed the connection ${whereOnTheWay(facts)}`];
}

function coded(thrown: unknown): Facts['error'] {
  if (!(thrown instanceof Error)) return { code: '', message: String(thrown) };
  if (thrown.name === 'HTTPParserError') return parserError(thrown);
  return { code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '', message: thrown.message };
}

/** undici 8 gives these errors no code, and the reason in brackets. */
function parserError({ message }: Error): Facts['error'] {
  const reason = /\((.*)\)$/.exec(message)?.[1] ?? message;
  return { code: /EOF/.test(reason) ? 'HTTP_EOF' : 'HTTP_SYNTAX', message: reason };
}

function whereOnTheWay({ phase }: Facts): string {
  switch (phase) {
    case 'tls':
      return 'during the TLS handshake';
    case 'firstByte':
      return 'without an answer';
    case 'download':
      return 'while answering';
    case 'connect':
    case 'dns':
    case null:
      return 'while it was being opened';
  }
}

function whereInAnswer({ trace }: Facts): string {
  if (trace.bodyBytes === null) return 'in the middle of the headers';
  return `before the body was complete (after ${inBytes(trace.bodyBytes)})`;
}

function timeout(facts: Facts): string {
  const after = `timed out after ${facts.trace.timeoutMs / 1000} s`;
  switch (facts.phase) {
    case 'dns':
      return `${after} looking up ${facts.trace.host}`;
    case 'connect':
      return `${after} connecting to ${peer(facts)}`;
    case 'tls':
      return `${after} in the TLS handshake with ${peer(facts)}`;
    case 'firstByte':
      return `${after} waiting for ${peer(facts)} to answer`;
    case 'download':
      return `${after} receiving the ${received(facts.trace.bodyBytes)}`;
    case null:
      return after;
  }
}

function received(bodyBytes: number | null): string {
  return bodyBytes === null ? 'headers' : `body (${inBytes(bodyBytes)} so far)`;
}

function inBytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function hostname({ trace }: Facts): string {
  const names = trace.certificate?.names ?? [];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `the certificate is for ${names.slice(0, 3).join(', ') || 'no name'}${more}, not for ${trace.host}`;
}

function firstLine({ trace }: Facts): string {
  return trace.firstBytes?.toString('latin1').split('\r\n', 1)[0] ?? '';
}

/** The first byte of a TLS alert record: what an HTTPS server says to plain HTTP. */
const tlsAlert = 0x15;

function notHttp(facts: Facts): string {
  const { firstBytes } = facts.trace;
  if (facts.phase === 'download' && facts.trace.bodyBytes !== null)
    return `the body breaks HTTP: ${facts.error.message}`;
  if (firstBytes === null) return `the answer of ${peer(facts)} is not HTTP`;
  if (firstBytes[0] === tlsAlert) return `${peer(facts)} answers with TLS; is it https:// instead?`;
  return `the answer of ${peer(facts)} is not HTTP: it begins with ${excerpt(firstBytes.toString('latin1'), 40)}`;
}
