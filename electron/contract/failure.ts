/**
 * Why a check or a job failed: a code with facts, made where the failure is found and worded at the edge. Facts are
 * small, plain JSON and free of secrets. The kind of a failure follows from its code.
 */
import type { Coded, NoFacts } from './coded.ts';
import type { FailureKind } from './failure-kind.ts';
import type { Silence } from './model/location.ts';
import type { IpFamily } from './monitors/definition.ts';
import type { ResponseReason } from './response-reasons.ts';

/** How far the check got; null: not even to the DNS lookup. */
export type ProbeStage = 'dns' | 'connect' | 'tls' | 'firstByte' | 'download' | null;

interface Host {
  readonly host: string;
}
/** `127.0.0.1:5000`, several separated by commas, or a host name. */
interface Peer {
  readonly peer: string;
}
/** From the operating system or a library: `EHOSTUNREACH`. */
interface ErrorCode {
  readonly error: string;
}
interface Response {
  /** Most significant first; never empty. */
  readonly reasons: readonly ResponseReason[];
  /** The number of reasons that are not listed. */
  readonly more: number;
}

/** What a location saw. `name` null: this computer. */
export interface SeenFrom {
  readonly name: string | null;
  /** The operator of its network; null: unknown. */
  readonly network: string | null;
  readonly responseTimeMs: number | null;
  readonly status: number | null;
}

/** What the locations that answered say, this computer among them. */
interface Answers {
  readonly down: readonly SeenFrom[];
  readonly good: readonly SeenFrom[];
  /** All of them share one network. */
  readonly isOneNetwork: boolean;
  /** The first of those that are down. */
  readonly failure: Failure;
}

export interface FailureFacts {
  readonly 'assertions-failed': Response;
  /** An assertion needs the body, which exceeds the limit. */
  readonly 'body-too-large': Response;

  /** Of an inverted monitor. `status`: of an HTTP response; null: there was none. */
  readonly 'up-unexpectedly': { readonly status: number | null };

  readonly 'name-not-found': Host & { readonly family: IpFamily };
  readonly 'no-name-server': Host;
  /** `response`: `SERVFAIL`, `REFUSED`. */
  readonly 'name-server-failed': Host & { readonly response: string };
  readonly 'no-address-of-family': Host & { readonly family: IpFamily };
  readonly 'lookup-failed': Host & ErrorCode;
  readonly 'wrong-address-family': Host & { readonly family: IpFamily };

  /** `rcode`: `NXDOMAIN`. `server`: `1.1.1.1:53`, or those of the system. */
  readonly 'dns-rcode': Host & { readonly record: string; readonly server: string; readonly rcode: string };
  readonly 'dns-no-records': Host & { readonly record: string };
  readonly 'dns-server-silent': Host & { readonly server: string };
  readonly 'dns-answer-malformed': Host & { readonly server: string };

  readonly 'ping-no-reply': Host & Peer & { readonly sent: number };
  /** The system's `ping` is missing, may not send, or does not start. */
  readonly 'ping-unavailable': { readonly why: 'missing' | 'not-permitted' | 'not-started' };

  readonly 'connection-refused': Peer;
  readonly 'no-route': Peer & ErrorCode;
  readonly 'connection-closed': Peer & { readonly stage: ProbeStage };
  readonly 'connection-failed': Peer & ErrorCode;
  /** The network stopped delivering before the check's own deadline. */
  readonly 'peer-silent': Peer & { readonly stage: ProbeStage };
  /** The check's own deadline. `bodyBytes`: received so far; null: the headers were not complete. */
  readonly 'timed-out': Host &
    Peer & { readonly afterMs: number; readonly stage: ProbeStage; readonly bodyBytes: number | null };

  readonly 'certificate-expired': Host & { readonly expiredAt: number };
  readonly 'certificate-chain-expired': Host;
  readonly 'certificate-not-yet-valid': Host & { readonly validFrom: number };
  readonly 'certificate-self-signed': Host;
  readonly 'certificate-untrusted': Host & { readonly issuer: string | null };
  readonly 'certificate-invalid': Host & ErrorCode;
  /** `issuer`: the weak certificate of the chain; null: the host's own. */
  readonly 'certificate-weak-key': Host & {
    readonly issuer: string | null;
    readonly bits: number;
    readonly least: number;
  };
  readonly 'certificate-weak-signature': Host & { readonly issuer: string | null; readonly digest: string };
  /** The names that it is valid for: the first three, and the number of others. */
  readonly 'certificate-host-mismatch': Host & { readonly names: readonly string[]; readonly more: number };
  readonly 'not-tls': Peer;
  readonly 'no-common-tls': Peer;
  /** The server does not begin TLS. `reply`: its words in quotes. */
  readonly 'start-tls-refused': Peer & { readonly protocol: string; readonly reply: string };
  readonly 'no-common-tls-version': Peer;
  /** Not certain: the peer reported a failed handshake without a reason, after sending its own certificate. */
  readonly 'client-certificate-required': Peer & { readonly isCertain: boolean };
  readonly 'server-name-unrecognised': Peer & Host;
  /** `alert`: its number (RFC 8446, section 6). */
  readonly 'tls-alert': Peer & { readonly alert: number };
  /** An alert whose number the TLS library does not report. */
  readonly 'tls-ended': Peer;
  readonly 'tls-handshake-failed': Peer & ErrorCode;

  /** `begins`: its first characters in quotes; null: it was empty. */
  readonly 'not-http': Peer & { readonly begins: string | null };
  readonly 'tls-instead-of-http': Peer;
  readonly 'unexpected-response': Peer & { readonly begins: string };
  /** HTTP, but not as the parser accepts it; `detail`: why. */
  readonly 'response-malformed': Peer & { readonly detail: string };
  readonly 'conflicting-lengths': Peer & { readonly lengths: readonly string[] };
  /** `error`: the name of its code (RFC 9113, section 7). */
  readonly 'http2-reset': Peer & ErrorCode & { readonly stage: ProbeStage };
  /** The peer ended the connection by GOAWAY. */
  readonly 'http2-closed': Peer & ErrorCode & { readonly stage: ProbeStage };
  readonly 'http2-malformed': Peer & { readonly detail: string };
  /** So many bytes of frames that are no part of a response. */
  readonly 'http2-flooded': Peer & { readonly limitBytes: number };
  readonly 'body-malformed': { readonly detail: string };
  readonly 'headers-too-large': Peer & { readonly limitBytes: number };
  readonly 'response-cut-short': Peer & { readonly bodyBytes: number | null };
  readonly 'body-undecodable': { readonly encoding: string; readonly detail: string };
  readonly 'too-many-encodings': { readonly count: number };
  readonly 'redirect-loop': { readonly url: string };
  readonly 'too-many-redirects': { readonly limit: number; readonly url: string };
  readonly 'redirect-not-a-url': { readonly location: string };
  /** To another origin, to which the body would be sent. */
  readonly 'redirect-with-body': { readonly status: number; readonly url: string };
  readonly 'redirect-not-http': { readonly location: string };

  /** `why`: as of a location behind a proxy; `detail`: a status or an error code. */
  readonly 'proxy-failed': { readonly proxy: string; readonly why: Silence; readonly detail: string | null };
  /** `name`: of the environment variable; null: the system names it. */
  readonly 'proxy-not-usable': { readonly name: string | null };
  readonly 'digest-not-supported': Peer & { readonly algorithm: string };
  readonly 'client-certificate-unusable': ErrorCode;

  readonly 'missed-ping': { readonly silentMs: number; readonly everyMs: number };
  /** Of a schedule with fixed times. */
  readonly 'missed-run': { readonly overdueMs: number };
  readonly 'not-started': { readonly withinMs: number };
  readonly overrun: { readonly runningMs: number; readonly withinMs: number };
  /** Null: the job reported the failure without a code. */
  readonly 'job-failed': { readonly exitCode: number | null };

  /** `text`: the beginning of its output; empty: it wrote none. */
  readonly 'command-reported': { readonly exitCode: number; readonly text: string };
  readonly 'command-timed-out': { readonly afterMs: number; readonly text: string };
  readonly 'command-not-started': { readonly program: string } & ErrorCode;
  readonly 'commands-not-allowed': NoFacts;
  /** Either has a value. */
  readonly 'container-not-found': { readonly name: string | null; readonly label: string | null };
  readonly 'container-not-running': {
    readonly name: string;
    readonly status: string;
    readonly exitCode: number;
    readonly isOutOfMemory: boolean;
  };
  /** `output`: of the last health check. */
  readonly 'container-unhealthy': { readonly name: string; readonly output: string };
  readonly 'container-starting': { readonly name: string };
  readonly 'no-container-engine': NoFacts;
  readonly 'container-engine-unreachable': { readonly socket: string } & ErrorCode;
  readonly 'container-engine-silent': { readonly socket: string; readonly afterMs: number };
  /** `text`: in the words of the Prometheus server; empty: it gave none. */
  readonly 'query-failed': { readonly status: number; readonly text: string };
  readonly 'no-series': { readonly query: string };
  readonly 'too-many-series': { readonly limitBytes: number };
  readonly 'domain-not-found': { readonly domain: string };
  readonly 'domain-expires': { readonly domain: string; readonly expiresAt: number; readonly days: number };
  readonly 'domain-expired': { readonly domain: string; readonly expiredAt: number };
  /** The registry tells no date. */
  readonly 'domain-without-date': { readonly domain: string; readonly server: string };
  /** The registry of the domain has no RDAP. */
  readonly 'no-registry': { readonly domain: string };
  readonly 'registry-failed': { readonly server: string; readonly status: number };
  readonly 'registry-unreadable': { readonly server: string };
  readonly 'container-engine-failed': {
    readonly socket: string;
    readonly status: number;
    readonly why: 'refused' | 'too-large' | 'unreadable';
    /** In the words of the engine; empty: none. */
    readonly detail: string;
  };

  /** As a location words it, of the target. */
  readonly 'reported-by-location': { readonly status: number | null; readonly text: string };
  /** The target turns this location away. */
  readonly 'refused-there': { readonly status: number };
  /** The location cannot tell. `detail`: in its own words; `until`: nothing is asked before. */
  readonly 'no-answer': { readonly why: Silence; readonly detail: string | null; readonly until: number | null };
  readonly 'seen-from': Answers;
  /** Good here and down elsewhere, in one round: the next one has to confirm it. */
  readonly 'down-elsewhere': Answers;
  /** Down here and good elsewhere: `good` are the names. */
  readonly 'unreachable-here': { readonly good: readonly string[]; readonly failure: Failure };

  readonly offline: NoFacts;
  readonly 'captive-portal': NoFacts;
  readonly 'other-network': NoFacts;
  readonly asleep: NoFacts;
  readonly 'secret-unreadable': NoFacts;
  readonly 'local-error': ErrorCode;
  /** The lookups of other names left no place for it. */
  readonly 'lookup-not-started': Host;
  readonly stopped: NoFacts;
  readonly 'probe-crashed': NoFacts;
  readonly unexplained: NoFacts;

  /** From a version that stored words. */
  readonly prose: { readonly kind: FailureKind; readonly text: string };
}

export type FailureCode = keyof FailureFacts;
export type Failure = Coded<FailureFacts>;

/** The kind of these is that of what they contain. */
type Wrapping = 'prose' | 'seen-from' | 'down-elsewhere' | 'unreachable-here';

const kindOfCode: Readonly<Record<Exclude<FailureCode, Wrapping>, FailureKind>> = {
  'assertions-failed': 'assertion',
  'body-too-large': 'too-large',
  'up-unexpectedly': 'inverted',
  'name-not-found': 'dns',
  'no-name-server': 'dns',
  'name-server-failed': 'dns',
  'no-address-of-family': 'dns',
  'lookup-failed': 'dns',
  'wrong-address-family': 'dns',
  'dns-rcode': 'dns',
  'dns-no-records': 'dns',
  'dns-server-silent': 'timeout',
  'dns-answer-malformed': 'dns',
  'ping-no-reply': 'timeout',
  'ping-unavailable': 'not-run',
  'connection-refused': 'refused',
  'no-route': 'unreachable',
  'connection-closed': 'reset',
  'connection-failed': 'network',
  'peer-silent': 'timeout',
  'timed-out': 'timeout',
  'certificate-expired': 'tls-expired',
  'certificate-chain-expired': 'tls-expired',
  'certificate-not-yet-valid': 'tls-not-yet-valid',
  'certificate-self-signed': 'tls-untrusted',
  'certificate-untrusted': 'tls-untrusted',
  'certificate-invalid': 'tls-untrusted',
  'certificate-weak-key': 'tls-untrusted',
  'certificate-weak-signature': 'tls-untrusted',
  'certificate-host-mismatch': 'tls-hostname',
  'not-tls': 'tls-protocol',
  'no-common-tls': 'tls-protocol',
  'start-tls-refused': 'tls-protocol',
  'no-common-tls-version': 'tls-protocol',
  'client-certificate-required': 'tls-protocol',
  'server-name-unrecognised': 'tls-protocol',
  'tls-alert': 'tls-protocol',
  'tls-ended': 'tls-protocol',
  'tls-handshake-failed': 'tls-protocol',
  'not-http': 'not-http',
  'tls-instead-of-http': 'not-http',
  'unexpected-response': 'not-http',
  'response-malformed': 'not-http',
  'conflicting-lengths': 'not-http',
  'http2-reset': 'reset',
  'http2-closed': 'reset',
  'http2-malformed': 'not-http',
  'http2-flooded': 'too-large',
  'body-malformed': 'not-http',
  'headers-too-large': 'too-large',
  'response-cut-short': 'cut-short',
  'body-undecodable': 'bad-encoding',
  'too-many-encodings': 'bad-encoding',
  'redirect-loop': 'redirect-loop',
  'too-many-redirects': 'redirect-loop',
  'redirect-not-a-url': 'redirect-invalid',
  'redirect-not-http': 'redirect-invalid',
  'redirect-with-body': 'redirect-invalid',
  'proxy-failed': 'network',
  'proxy-not-usable': 'internal',
  'digest-not-supported': 'assertion',
  'client-certificate-unusable': 'internal',
  'missed-ping': 'missed',
  'missed-run': 'missed',
  'not-started': 'missed',
  overrun: 'overrun',
  'job-failed': 'reported',
  'command-reported': 'command',
  'command-timed-out': 'timeout',
  'command-not-started': 'not-run',
  'commands-not-allowed': 'not-run',
  'container-not-found': 'container',
  'container-not-running': 'container',
  'container-unhealthy': 'container',
  'container-starting': 'container',
  'no-container-engine': 'not-run',
  'container-engine-unreachable': 'container',
  'container-engine-silent': 'timeout',
  'container-engine-failed': 'container',
  'query-failed': 'query',
  'no-series': 'query',
  'too-many-series': 'too-large',
  'domain-not-found': 'domain',
  'domain-expires': 'domain',
  'domain-expired': 'domain',
  'domain-without-date': 'registry',
  'no-registry': 'registry',
  'registry-failed': 'registry',
  'registry-unreadable': 'registry',
  'reported-by-location': 'network',
  'refused-there': 'location',
  'no-answer': 'location',
  offline: 'offline',
  'captive-portal': 'offline',
  'other-network': 'offline',
  asleep: 'asleep',
  'secret-unreadable': 'internal',
  'local-error': 'internal',
  'lookup-not-started': 'internal',
  stopped: 'internal',
  'probe-crashed': 'internal',
  unexplained: 'network',
};

const wrapping: ReadonlySet<string> = new Set<Wrapping>(['prose', 'seen-from', 'down-elsewhere', 'unreachable-here']);

export function failureKindOf({ code, facts }: Failure): FailureKind {
  switch (code) {
    case 'prose':
      return facts.kind;
    case 'seen-from':
    case 'down-elsewhere':
    case 'unreachable-here':
      return failureKindOf(facts.failure);
    default:
      return kindOfCode[code];
  }
}

export function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && (wrapping.has(code) || Object.hasOwn(kindOfCode, code));
}
