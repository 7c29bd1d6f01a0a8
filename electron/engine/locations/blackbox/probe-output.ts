/** Reads what a blackbox_exporter answers: metrics as text, and the log of a probe with `debug=true`. Pure. */
import type { CertificateInfo, Phases } from '../../../contract/model/state.ts';

export interface ProbeMetrics {
  readonly success: boolean;
  readonly durationMs: number | null;
  /** Null: it is not an HTTP probe, or there was no response. */
  readonly status: number | null;
  readonly phases: Phases | null;
  readonly certificate: CertificateInfo | null;
}

/** Null: it is no output of a probe. */
export function readMetrics(text: string): ProbeMetrics | null {
  const samples = samplesIn(text);
  const success = samples.get('probe_success');
  if (success === undefined) return null;
  const duration = samples.get('probe_duration_seconds');
  const status = samples.get('probe_http_status_code') ?? 0;
  const expiry = samples.get('probe_ssl_earliest_cert_expiry') ?? 0;
  return {
    success: success === 1,
    durationMs: duration === undefined ? null : inMs(duration),
    status: status === 0 ? null : status,
    phases: phasesOf(samples),
    certificate: expiry <= 0 ? null : { validTo: expiry * 1_000, issuer: '', subject: '', fingerprint: '' },
  };
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

function phasesOf(samples: ReadonlyMap<string, number>): Phases | null {
  const phase = (name: string): number | null => {
    const seconds = samples.get(`probe_http_duration_seconds{phase="${name}"}`);
    return seconds === undefined ? null : inMs(seconds);
  };
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

function inMs(seconds: number): number {
  return Math.round(seconds * 10_000) / 10;
}

/** What the exporter logs as information: a response came, but not the one that the module expects. */
const unexpected = /msg="?(?:Invalid|Final request)/u;

/** The error in the log of the probe; empty: there is none. */
export function reasonIn(debug: string): string {
  const [log = ''] = debug.split('\nMetrics that would have been returned:');
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
