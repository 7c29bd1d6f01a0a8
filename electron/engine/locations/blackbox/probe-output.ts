/**
 * Reads what a blackbox_exporter answers: metrics as text, and the log of a probe with `debug=true`. Values that cannot be
 * are as good as absent. Pure.
 */
import type { CertificateInfo, Phases } from '../../../contract/model/state.ts';

export interface ProbeMetrics {
  readonly success: boolean;
  readonly durationMs: number | null;
  /** Null: it is not an HTTP probe, or there was no response. */
  readonly status: number | null;
  readonly phases: Phases | null;
  /** Its issuer, subject and fingerprint are empty where the exporter does not report them. */
  readonly certificate: CertificateInfo | null;
  /** Of the server's own certificate: its DNS names. Null: not reported. */
  readonly names: readonly string[] | null;
  /** Of an echo request. Null: there was no reply. */
  readonly roundTripMs: number | null;
}

/** Null: it is no output of a probe. */
export function readMetrics(text: string): ProbeMetrics | null {
  const samples = samplesIn(text);
  const success = samples.get('probe_success');
  if (success === undefined) return null;
  const { names, ...subject } = describedCertificate(text);
  const validTo = inRange(samples.get('probe_ssl_earliest_cert_expiry'), 1, latestSeconds);
  const roundTripMs = inMs(samples.get('probe_icmp_duration_seconds{phase="rtt"}'));
  return {
    success: success === 1,
    durationMs: inMs(samples.get('probe_duration_seconds')),
    status: inRange(samples.get('probe_http_status_code'), 100, 999),
    phases: phasesOf(samples),
    certificate: validTo === null ? null : { validTo: Math.round(validTo * 1_000), ...subject },
    names,
    roundTripMs: roundTripMs === 0 ? null : roundTripMs,
  };
}

/** The latest time that JavaScript knows. */
const latestSeconds = 8.64e12;
const daySeconds = 86_400;

function inRange(value: number | undefined, least: number, most: number): number | null {
  return value === undefined || value < least || value > most ? null : value;
}

/** By name and labels, as written. */
function samplesIn(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-z_]+(?:\{[^}]*\})?) (\S+)$/u.exec(line.trim()) ?? [];
    const number = Number(value);
    if (name !== undefined && Number.isFinite(number)) samples.set(name, number);
  }
  return samples;
}

const info = 'probe_ssl_last_chain_info{';
const longestLine = 65_536;
const longestText = 1_000;

type Described = Omit<CertificateInfo, 'validTo'> & { readonly names: readonly string[] | null };

/** The labels of the server's own certificate, of which there is one series. */
function describedCertificate(text: string): Described {
  const line = text.split('\n').find((one) => one.startsWith(info)) ?? '';
  const labels = new Map(
    Array.from(
      line.slice(info.length, info.length + longestLine).matchAll(/(?:^|,)([a-z0-9_]+)="((?:[^"\\]|\\.)*)"/gu),
      ([, name = '', value = '']) => [name, value.replace(/\\(.)/gu, '$1')],
    ),
  );
  const fingerprint = labels.get('fingerprint_sha256') ?? '';
  return {
    issuer: entityName(labels.get('issuer') ?? ''),
    subject: entityName(labels.get('subject') ?? ''),
    fingerprint: /^[0-9a-f]{64}$/u.test(fingerprint) ? pairs(fingerprint) : '',
    names: labels.get('subjectalternative')?.split(',') ?? null,
  };
}

/** `CN=R11,O=Let's Encrypt,C=US` (RFC 2253), as our own probe names it. */
function entityName(distinguished: string): string {
  const parts = Array.from(distinguished.matchAll(/(?:^|[,+])(CN|O)=((?:[^,+\\]|\\.)*)/gu));
  const [, , text = ''] = parts.find(([, type]) => type === 'CN') ?? parts[0] ?? [];
  return text.replace(/\\(.)/gu, '$1').slice(0, longestText);
}

/** `4f0a` as `4F:0A`. */
function pairs(hex: string): string {
  return hex.toUpperCase().match(/../gu)?.join(':') ?? '';
}

function phasesOf(samples: ReadonlyMap<string, number>): Phases | null {
  const phase = (name: string): number | null => inMs(samples.get(`probe_http_duration_seconds{phase="${name}"}`));
  const dns = phase('resolve');
  if (dns === null) return null;
  const tls = phase('tls');
  return {
    dns,
    connect: phase('connect'),
    tls: tls === 0 ? null : tls,
    firstByte: phase('processing'),
    download: phase('transfer'),
  };
}

function inMs(seconds: number | undefined): number | null {
  const known = inRange(seconds, 0, daySeconds);
  return known === null ? null : Math.round(known * 10_000) / 10;
}

/** What the exporter logs as information: a response came, but not the one that the module expects. */
const unexpected = /msg="?(?:Invalid|Final request)/u;

/** What a probe with `debug=true` reports. */
export interface DebugOutput {
  /** Null: the metrics are missing. */
  readonly metrics: ProbeMetrics | null;
  /** The error in its log; empty: there is none. */
  readonly reason: string;
}

export function readDebug(output: string): DebugOutput {
  const [log = '', metrics = ''] = output.split('\nMetrics that would have been returned:');
  return { metrics: readMetrics(metrics), reason: reasonIn(log) };
}

function reasonIn(log: string): string {
  const lines = log.split('\n');
  const errors = lines.filter((line) => /level=error/iu.test(line) && !/msg="?Probe failed/u.test(line));
  const last = errors.at(-1) ?? lines.findLast((line) => unexpected.test(line)) ?? '';
  return [valueIn(last, 'msg'), valueIn(last, 'err')].filter((part) => part !== '').join(': ');
}

/** Of a field in a line of `logfmt`. */
function valueIn(line: string, field: string): string {
  const [, text = ''] = new RegExp(` ${field}=("(?:[^"\\\\]|\\\\.)*"|\\S+)`, 'u').exec(line) ?? [];
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gu, '$1') : text;
}

/** Errors of the exporter's own system: no rights for ICMP, no network, no more sockets. */
const ofItsSystem =
  /: (?:operation not permitted|permission denied|network is unreachable|cannot assign requested address|too many open files|no buffer space available)$/u;
/** Its name server failed; a name that does not exist is the target's. */
const ofItsResolver = /\blookup \S+(?: on \S+)?: (?!no such host)/u;

/** Whether it does not know the authority that has signed the certificate. */
export function isUntrusted(reason: string): boolean {
  return /certificate signed by unknown authority/u.test(reason);
}

/** Whether the failure is the exporter's own, which says nothing of the target. */
export function isOwnFailure(reason: string): boolean {
  return ofItsSystem.test(reason) || ofItsResolver.test(reason);
}
