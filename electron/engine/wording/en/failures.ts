/** Why a check or a job failed, in English: one line, with the actual value. */
import { signalOf } from '../../../contract/exit-code.ts';
import type { FailureFacts, ProbeStage, SeenFrom } from '../../../contract/failure.ts';
import type { Silence } from '../../../contract/model/location.ts';
import { shorten } from '../../transport/excerpt.ts';
import { say, type Words } from '../wording.ts';
import { bytes, counted, day, duration, listed, minute, number } from './quantities.ts';
import { responseReasons } from './assertions.ts';
import { proxyFailed } from './proxy-failed.ts';
import { certificateErrors, tlsAlerts } from './tls.ts';

const versions = { auto: '', 4: 'IPv4 ', 6: 'IPv6 ' } as const;

/** Each of the reasons stands by itself elsewhere. */
const maxLength = 500;

/** `exit code 137 (KILL)` */
function exitCodeInWords(exitCode: number): string {
  const signal = signalOf(exitCode);
  return `exit code ${String(exitCode)}${signal === null ? '' : ` (${signal})`}`;
}

const startErrors: Readonly<Record<string, string>> = {
  ENOENT: 'no such program or directory',
  EACCES: 'not permitted',
  E2BIG: 'too many arguments',
};

const socketErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not use it',
  ECONNREFUSED: 'nothing listens there',
};

export const failures: Words<FailureFacts> = {
  'assertions-failed': reasonsInOneLine,
  'body-too-large': reasonsInOneLine,

  'up-unexpectedly': ({ status }) =>
    `${status === null ? 'the check passed' : `responded with status ${String(status)}`}, but expected to be down`,

  'name-not-found': ({ host, family }) => `no ${versions[family]}address for ${host}: no such name`,
  'no-name-server': ({ host }) => `no name server responded for ${host}`,
  'name-server-failed': ({ host, response }) =>
    `the name server ${response === 'REFUSED' ? 'refused' : 'failed'} to resolve ${host} (${response})`,
  'no-address-of-family': ({ host, family }) =>
    `${host} has no ${versions[family]}address, only ${versions[family === 6 ? 4 : 6]}ones`,
  'lookup-failed': ({ host, error }) => `the name ${host} could not be looked up: ${error}`,
  'wrong-address-family': ({ host, family }) => `${host} is not an ${versions[family]}address`,

  'dns-rcode': ({ host, record, server, rcode }) =>
    dnsRefusals[rcode]?.(host, record, server) ?? `${server} responded with ${rcode}`,
  'dns-no-records': ({ host, record }) => `${host} has no ${record} records`,
  'dns-server-silent': ({ host, server }) => `the name server ${server} did not respond to the question for ${host}`,
  'dns-answer-malformed': ({ host, server }) => `the response of the name server ${server} for ${host} cannot be read`,

  'ping-no-reply': ({ host, peer, sent }) =>
    `no reply from ${host === peer ? host : `${host} (${peer})`} to ${counted(sent, 'ping')}`,
  'ping-unavailable': ({ why }) => `${pingTroubles[why]}; use a monitor of a TCP port instead`,

  'connection-refused': ({ peer }) => `connection refused by ${peer}`,
  'no-route': ({ peer, error }) => `no route to ${peer} (${error})`,
  'connection-closed': ({ peer, stage }) => `${peer} closed the connection ${whileOpening(stage)}`,
  'connection-failed': ({ peer, error }) => `the connection to ${peer} failed: ${error}`,
  'peer-silent': ({ peer, stage }) => `${peer} stopped responding ${whileOpening(stage)}`,
  'timed-out': timedOut,

  'certificate-expired': ({ host, expiredAt }) => `certificate of ${host} expired on ${day(expiredAt)}`,
  'certificate-chain-expired': ({ host }) => `a certificate in the chain of ${host} has expired`,
  'certificate-not-yet-valid': ({ host, validFrom }) => `certificate of ${host} is not valid before ${day(validFrom)}`,
  'certificate-self-signed': ({ host }) => `certificate of ${host} is self-signed`,
  'certificate-untrusted': ({ host, issuer }) =>
    `certificate of ${host} is not trusted: its issuer "${issuer ?? 'unknown'}" is unknown here, or its chain is incomplete`,
  'certificate-invalid': ({ host, error }) =>
    `certificate of ${host} is not valid: ${certificateErrors[error] ?? error}`,
  'certificate-weak-key': ({ host, issuer, bits, least }) =>
    `${certificateOf(host, issuer)} has a key of only ${number(bits)} bits, expected at least ${number(least)}`,
  'certificate-weak-signature': ({ host, issuer, digest }) =>
    `${certificateOf(host, issuer)} is signed with ${digest}, which is no longer secure`,
  'certificate-host-mismatch': ({ host, names, more }) =>
    `the certificate is for ${names.length === 0 ? 'no name' : listed(names, more)}, not for ${host}`,
  'not-tls': ({ peer }) => `${peer} does not speak TLS; should the URL begin with http://?`,
  'start-tls-refused': ({ peer, protocol, reply }) =>
    `${peer} does not start TLS over ${startTlsNames[protocol] ?? protocol}: ${reply}`,
  'no-common-tls': ({ peer }) => `${peer} and this computer have no TLS version or cipher in common`,
  'no-common-tls-version': ({ peer }) => `${peer} and this computer have no TLS version in common`,
  'client-certificate-required': ({ peer, isCertain }) =>
    isCertain
      ? `${peer} requires a client certificate`
      : `${peer} refused the TLS handshake; does it require a client certificate?`,
  'server-name-unrecognised': ({ peer, host }) => `${peer} does not serve the name ${host} (TLS alert 112)`,
  'tls-alert': ({ peer, alert }) =>
    `${peer} ended the TLS connection: ${tlsAlerts[alert] ?? 'unknown alert'} (TLS alert ${String(alert)})`,
  'tls-ended': ({ peer }) => `${peer} refused TLS with an alert`,
  'tls-handshake-failed': ({ peer, error }) => `TLS handshake with ${peer} failed: ${error}`,

  'not-http': ({ peer, begins }) =>
    `the response of ${peer} is not HTTP${begins === null ? '' : `: it begins with ${begins}`}`,
  'tls-instead-of-http': ({ peer }) => `${peer} responded with TLS; should the URL begin with https://?`,
  'unexpected-response': ({ peer, begins }) => `${peer} sent an unsolicited response: ${begins}`,
  'response-malformed': ({ peer, detail }) => `the response of ${peer} is not valid HTTP: ${detail}`,
  'conflicting-lengths': ({ peer, lengths }) =>
    `${peer} sent several Content-Length headers that differ: ${lengths.join(', ')}`,
  'http2-reset': ({ peer, stage, error }) => `${peer} reset the HTTP/2 stream ${whileOpening(stage)} (${error})`,
  'http2-closed': ({ peer, stage, error }) =>
    `${peer} closed the HTTP/2 connection ${whileOpening(stage)} (GOAWAY, ${error})`,
  'http2-malformed': ({ peer, detail }) => `${peer} violated the HTTP/2 protocol: ${detail}`,
  'http2-flooded': ({ peer, limitBytes }) =>
    `${peer} sent ${bytes(limitBytes)} of HTTP/2 frames that are not part of a response`,
  'body-malformed': ({ detail }) => `the body is not valid HTTP: ${detail}`,
  'headers-too-large': ({ peer, limitBytes }) => `the headers of ${peer} are too large (over ${bytes(limitBytes)})`,
  'response-cut-short': ({ peer, bodyBytes }) => `${peer} closed the connection ${whileSending(bodyBytes)}`,
  'body-undecodable': ({ encoding, detail }) => `the ${encoding} body is damaged: ${detail}`,
  'too-many-encodings': ({ count }) => `the body has ${number(count)} content encodings, which is too many`,
  'redirect-loop': ({ url }) => `redirect loop: ${url} again`,
  'too-many-redirects': ({ limit, url }) => `more than ${number(limit)} redirects, the last to ${url}`,
  'redirect-not-a-url': ({ location }) => `redirected to ${location}, which is not a URL`,
  'redirect-with-body': ({ status, url }) =>
    `${String(status)} redirect to ${url}, another origin, to which the request body is not sent`,
  'redirect-not-http': ({ location }) => `redirected to ${location}, which is neither http nor https`,

  'proxy-failed': proxyFailed,
  'proxy-not-usable': ({ name }) =>
    name === null
      ? 'the system proxy settings contain no usable proxy'
      : `the environment variable ${name} is not a valid proxy URL`,
  'digest-not-supported': ({ peer, algorithm }) =>
    `${peer} demands digest authentication with ${algorithm}, which is not supported`,
  'client-certificate-unusable': ({ error }) =>
    `the client certificate cannot be used: its key does not fit, or needs another passphrase (${error})`,

  'missed-ping': ({ silentMs, everyMs }) => `no ping for ${duration(silentMs)}, expected every ${duration(everyMs)}`,
  'missed-run': ({ overdueMs }) => `no ping for the run that was due ${duration(overdueMs)} ago`,
  'not-started': ({ withinMs }) => `the run did not start within ${duration(withinMs)} of when it was due`,
  overrun: ({ runningMs, withinMs }) =>
    `still running after ${duration(runningMs)}, expected to end within ${duration(withinMs)}`,
  'job-failed': ({ exitCode }) =>
    exitCode === null ? 'the job reported a failure' : `the job ended with ${exitCodeInWords(exitCode)}`,

  'command-reported': ({ exitCode, text }) => `${exitCodeInWords(exitCode)}${text === '' ? '' : `: ${text}`}`,
  'command-timed-out': ({ afterMs, text }) =>
    `the command did not end within ${duration(afterMs)}${text === '' ? '' : `: ${text}`}`,
  'command-not-started': ({ program, error }) => `${program} could not be started: ${startErrors[error] ?? error}`,
  'commands-not-allowed': () =>
    'commands are off: allow them in the settings of the application, or start with --allow-commands',

  'container-not-found': ({ name, label }) =>
    name === null ? `no container has the label ${label ?? ''}` : `there is no container ${name}`,
  'container-not-running': ({ name, status, exitCode, isOutOfMemory }) => {
    const ended = status === 'exited' || status === 'dead' ? `, ${exitCodeInWords(exitCode)}` : '';
    return `container ${name} is ${status}${ended}${isOutOfMemory ? ', out of memory' : ''}`;
  },
  'container-unhealthy': ({ name, output }) => `container ${name} is unhealthy${output === '' ? '' : `: ${output}`}`,
  'container-starting': ({ name }) => `the health check of container ${name} has no result yet`,
  'no-container-engine': () => 'this computer has no socket of Docker or Podman',
  'container-engine-unreachable': ({ socket, error }) =>
    `the container engine at ${socket} cannot be reached: ${socketErrors[error] ?? error}`,
  'container-engine-silent': ({ socket, afterMs }) =>
    `the container engine at ${socket} did not respond within ${duration(afterMs)}`,
  'container-engine-failed': ({ socket, status, why, detail }) =>
    why === 'refused'
      ? `the container engine at ${socket} failed with status ${String(status)}${detail === '' ? '' : `: ${detail}`}`
      : `the response of the container engine at ${socket} is ${why === 'too-large' ? 'too large' : 'not that of one'}`,
  'query-failed': ({ status, text }) =>
    `the query failed with status ${String(status)}${text === '' ? '' : `: ${text}`}`,
  'no-series': ({ query }) => `the query ${query} has no series`,
  'too-many-series': ({ limitBytes }) => `the series of the query exceed ${bytes(limitBytes)}`,
  'domain-not-found': ({ domain }) =>
    `the registry knows no domain ${domain}: it is not registered, or is not the registered part of a longer name`,
  'domain-expires': ({ domain, expiresAt, days }) =>
    `the registration of ${domain} expires in ${counted(days, 'day')}, on ${day(expiresAt)}`,
  'domain-expired': ({ domain, expiredAt }) => `the registration of ${domain} expired on ${day(expiredAt)}`,
  'domain-without-date': ({ domain, server }) => `${server} does not say when ${domain} expires`,
  'no-registry': ({ domain }) => `the registry of ${domain} has no RDAP server that IANA lists`,
  'registry-failed': ({ server, status }) =>
    status === 429
      ? `${server} refused the request: too many requests`
      : `${server} failed with status ${String(status)}`,
  'registry-unreadable': ({ server }) => `the response of ${server} is not RDAP`,

  'reported-by-location': ({ status, text }) =>
    [...(status === null ? [] : [`status ${String(status)}`]), ...(text === '' ? [] : [text])].join(': ') ||
    'the probe failed',
  'refused-there': ({ status }) => `rejected with status ${String(status)}`,
  'no-answer': ({ why, detail, until }) => noAnswer(why, detail, until),
  'seen-from': seenFrom,
  'down-elsewhere': downElsewhere,
  'unreachable-here': ({ good, failure }) =>
    `cannot be reached from this computer; reachable from ${good.join(', ')} (${say(failures, failure)})`,
  offline: () => 'this computer has no internet connection',
  'captive-portal': () => 'this network requires a login',
  'other-network': () => 'this computer is not on the network of this address',
  asleep: () => 'this computer was asleep during the check',
  'secret-unreadable': () => 'not checked: its stored secret cannot be read, enter it again',
  'local-error': ({ error }) => `this computer could not run the check: ${localErrors[error] ?? error}`,
  'lookup-not-started': ({ host }) => `this computer was too busy looking up other names to look up ${host}`,
  stopped: () => 'the check was stopped before it finished',
  'probe-crashed': () => 'the check itself failed: an error in Vigilmon, see its log',
  unexplained: () => 'the check failed',
  prose: ({ text }) => text,
};

const pingTroubles = {
  missing: 'this computer has no ping command',
  'not-permitted': 'this computer does not permit the ping command to send',
  'not-started': 'the ping command of this computer does not start',
} as const;

const startTlsNames: Readonly<Record<string, string>> = {
  smtp: 'SMTP',
  imap: 'IMAP',
  pop3: 'POP3',
  ftp: 'FTP',
  postgres: 'the PostgreSQL protocol',
};

const dnsRefusals: Readonly<Record<string, (host: string, record: string, server: string) => string>> = {
  NXDOMAIN: (host) => `no such name: ${host} (NXDOMAIN)`,
  SERVFAIL: (host, record, server) => `the name server ${server} failed to resolve ${record} of ${host} (SERVFAIL)`,
  REFUSED: (host, record, server) => `the name server ${server} refused to resolve ${record} of ${host} (REFUSED)`,
  NOTIMP: (_, record, server) => `the name server ${server} does not support questions for ${record} (NOTIMP)`,
  FORMERR: (_, record, server) =>
    `the name server ${server} rejected the question for ${record} as malformed (FORMERR)`,
};

function certificateOf(host: string, issuer: string | null): string {
  return issuer === null ? `certificate of ${host}` : `the certificate "${issuer}" in the chain of ${host}`;
}

const localErrors: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENOMEM: 'out of memory',
  ENOBUFS: 'out of network buffers',
  EADDRNOTAVAIL: 'no free port, or no address of that kind',
  EACCES: 'not permitted to connect; is a firewall in the way?',
  EPERM: 'not permitted to connect; is a firewall in the way?',
  LOOKUP_HELPER_ENDED: 'its process that looks up names has ended',
};

function reasonsInOneLine({ reasons, more }: FailureFacts['assertions-failed']): string {
  const lines = reasons.map((reason) => say(responseReasons, reason));
  return shorten([...lines, ...(more === 0 ? [] : [`and ${number(more)} more`])].join('; '), maxLength);
}

function whileOpening(stage: ProbeStage): string {
  switch (stage) {
    case 'tls':
      return 'during the TLS handshake';
    case 'firstByte':
      return 'before its response';
    case 'download':
      return 'while responding';
    case 'connect':
    case 'dns':
    case null:
      return 'while connecting';
  }
}

function whileSending(bodyBytes: number | null): string {
  if (bodyBytes === null) return 'in the middle of the headers';
  return `before the body was complete (after ${counted(bodyBytes, 'byte')})`;
}

function timedOut({ afterMs, stage, host, peer, bodyBytes }: FailureFacts['timed-out']): string {
  const after = `timed out after ${number(afterMs / 1_000)} s`;
  switch (stage) {
    case 'dns':
      return `${after} while looking up ${host}`;
    case 'connect':
      return `${after} while connecting to ${peer}`;
    case 'tls':
      return `${after} in the TLS handshake with ${peer}`;
    case 'firstByte':
      return `${after} while waiting for ${peer} to respond`;
    case 'download':
      return `${after} while receiving the ${received(bodyBytes)}`;
    case null:
      return after;
  }
}

function received(bodyBytes: number | null): string {
  return bodyBytes === null ? 'headers' : `body (${counted(bodyBytes, 'byte')} so far)`;
}

const silenceWords: Readonly<Record<Silence, string>> = {
  unreachable: 'no answer: the location could not be reached',
  rejected: 'no answer: the location refused the request',
  limit: 'not asked: the hourly limit is reached',
  'no-probe': 'no answer: no probe is online there',
  'probe-failed': 'no answer: the probe failed',
  late: 'no answer in time',
  unintelligible: 'no answer: the response of the location could not be read',
  'needs-more': 'no answer: an assertion needs more than the location can see',
  unable: 'not asked: the location cannot probe such a monitor',
};

function noAnswer(why: Silence, detail: string | null, until: number | null): string {
  const words = until === null ? silenceWords[why] : `${silenceWords[why]} until ${minute(until)}`;
  return detail === null ? words : `${words} (${detail})`;
}

/** `down from 3 of 4 locations: this computer, Frankfurt (Hetzner): status 503. Singapore: 200 in 310 ms` */
function seenFrom({ down, good, isOneNetwork, failure }: FailureFacts['seen-from']): string {
  const reason = say(failures, failure);
  const count = down.length + good.length;
  if (count === 1) return `${reason} (seen from this computer only)`;
  const others = good.map((seen) => `. ${seen.name ?? 'This computer'}: ${goodResponse(seen)}`).join('');
  const note = isOneNetwork ? '. All of them share one network' : '';
  return `down from ${number(down.length)} of ${counted(count, 'location')}: ${places(down)}: ${reason}${others}${note}`;
}

/** `reachable from this computer only; down from Frankfurt, Ohio: status 503` */
function downElsewhere(facts: FailureFacts['down-elsewhere']): string {
  const { down, good, failure } = facts;
  const isHereOnly = good.every(({ name }) => name === null);
  return isHereOnly
    ? `reachable from this computer only; down from ${places(down)}: ${say(failures, failure)}`
    : seenFrom(facts);
}

function places(seen: readonly SeenFrom[]): string {
  return seen
    .map(({ name, network }) => `${name ?? 'this computer'}${network === null ? '' : ` (${network})`}`)
    .join(', ');
}

function goodResponse({ status, responseTimeMs }: SeenFrom): string {
  const what = status === null ? 'up' : String(status);
  return responseTimeMs === null ? what : `${what} in ${duration(responseTimeMs)}`;
}
