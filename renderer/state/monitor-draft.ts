/**
 * A monitor as the editor's form holds it, mostly text, and the way there and back. Nothing is judged here: the engine
 * says what is wrong with what is sent. The blank draft shows the engine's defaults (a test keeps the two equal).
 */
import { formatDuration } from '../../electron/contract/duration.ts';
import type { Severity } from '../../electron/contract/model/monitor.ts';
import type { HeartbeatMonitor, HttpMonitor, Monitor, MonitorKind } from '../../electron/contract/monitors/registry.ts';
import type { HttpMethod } from '../../electron/contract/monitors/http.ts';
import type { IpFamily } from '../../electron/contract/monitors/definition.ts';
import type { MonitorInput, MonitorPatch } from '../../electron/contract/monitors/registry.ts';
import { fromAssertion, toAssertion, type AssertionDraft } from './assertion-draft.ts';
import { newHeader, type HeaderDraft } from './fields-draft.ts';
import { fromSecret, toSecret, type SecretDraft } from './secret-draft.ts';

interface CommonDraft {
  /** Null: to be made. */
  readonly id: string | null;
  name: string;
  severity: Severity;
  tags: readonly string[];
  notes: string;
}

export interface HttpDraft extends CommonDraft {
  readonly kind: 'http';
  url: string;
  method: HttpMethod;
  headers: HeaderDraft[];
  body: string;
  authType: 'none' | 'basic' | 'bearer';
  username: string;
  password: SecretDraft;
  bearerToken: SecretDraft;
  /** Durations as `30s`; `degradedAfter` empty: never. */
  interval: string;
  timeout: string;
  recheckInterval: string;
  degradedAfter: string;
  followRedirects: boolean;
  ipFamily: IpFamily;
  ignoreTlsErrors: boolean;
  failAfter: string;
  recoverAfter: string;
  /** `30, 14`; empty: no warning. */
  certificateWarningDays: string;
  assertions: AssertionDraft[];
}

export interface HeartbeatDraft extends CommonDraft {
  readonly kind: 'heartbeat';
  every: string;
  /** Empty: a share of the period, which the engine works out. */
  grace: string;
}

export type MonitorDraft = HttpDraft | HeartbeatDraft;

const blankCommon = { id: null, name: '', severity: 'critical', tags: [], notes: '' } as const;

function blankHttp(): HttpDraft {
  return {
    ...blankCommon,
    kind: 'http',
    url: '',
    method: 'GET',
    headers: [],
    body: '',
    authType: 'none',
    username: '',
    password: { text: '', isStored: false },
    bearerToken: { text: '', isStored: false },
    interval: '1m',
    timeout: '10s',
    recheckInterval: '5s',
    degradedAfter: '',
    followRedirects: true,
    ipFamily: 'auto',
    ignoreTlsErrors: false,
    failAfter: '2',
    recoverAfter: '2',
    certificateWarningDays: '14',
    assertions: [],
  };
}

export function blankDraft(kind: MonitorKind): MonitorDraft {
  return kind === 'http' ? blankHttp() : { ...blankCommon, kind, every: '5m', grace: '' };
}

function commonOf({ id, name, severity, tags, notes }: Monitor): CommonDraft {
  return { id, name, severity, tags, notes };
}

function httpDraft(monitor: HttpMonitor): HttpDraft {
  const { auth } = monitor;
  return {
    ...blankHttp(),
    ...commonOf(monitor),
    url: monitor.url,
    method: monitor.method,
    headers: Object.entries(monitor.headers).map(([name, value]) => newHeader(name, value)),
    body: monitor.body ?? '',
    authType: auth?.type ?? 'none',
    username: auth?.type === 'basic' ? auth.username : '',
    password: fromSecret(auth?.type === 'basic' ? auth.password : ''),
    bearerToken: fromSecret(auth?.type === 'bearer' ? auth.token : ''),
    interval: formatDuration(monitor.interval),
    timeout: formatDuration(monitor.timeout),
    recheckInterval: formatDuration(monitor.recheckInterval),
    degradedAfter: monitor.degradedAfter === null ? '' : formatDuration(monitor.degradedAfter),
    followRedirects: monitor.followRedirects,
    ipFamily: monitor.ipFamily,
    ignoreTlsErrors: monitor.ignoreTlsErrors,
    failAfter: String(monitor.failAfter),
    recoverAfter: String(monitor.recoverAfter),
    certificateWarningDays: monitor.certificateWarningDays.join(', '),
    assertions: monitor.assertions.map(fromAssertion),
  };
}

function heartbeatDraft(monitor: HeartbeatMonitor): HeartbeatDraft {
  const { schedule, grace } = monitor;
  return {
    ...commonOf(monitor),
    kind: 'heartbeat',
    every: formatDuration(schedule.every),
    grace: formatDuration(grace),
  };
}

export function draftOf(monitor: Monitor): MonitorDraft {
  return monitor.kind === 'http' ? httpDraft(monitor) : heartbeatDraft(monitor);
}

const forgotten: SecretDraft = { text: '', isStored: false };

/** A draft of another monitor with the same fields. Stored secrets cannot be read, so they are left out. */
export function copyOf(monitor: Monitor, name: string): MonitorDraft {
  const draft = draftOf(monitor);
  if (draft.kind === 'heartbeat') return { ...draft, id: null, name };
  const headers = draft.headers.map((header) => (header.value.isStored ? { ...header, value: forgotten } : header));
  return {
    ...draft,
    id: null,
    name,
    headers,
    password: draft.password.isStored ? forgotten : draft.password,
    bearerToken: draft.bearerToken.isStored ? forgotten : draft.bearerToken,
  };
}

/** What is no number is sent as NaN: the engine then says so of that field. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function toNumbers(text: string): number[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
}

function authOf(draft: HttpDraft): HttpMonitorInput['auth'] {
  if (draft.authType === 'basic') {
    return { type: 'basic', username: draft.username, password: toSecret(draft.password) };
  }
  return draft.authType === 'bearer' ? { type: 'bearer', token: toSecret(draft.bearerToken) } : null;
}

type HttpMonitorInput = Extract<MonitorInput, { kind: 'http' }>;
type HeartbeatInput = Extract<MonitorInput, { kind: 'heartbeat' }>;

function httpInput(draft: HttpDraft): HttpMonitorInput {
  const named = draft.headers.filter(({ name, value }) => name.trim() !== '' || value.text !== '');
  return {
    ...commonInput(draft),
    kind: 'http',
    url: draft.url.trim(),
    method: draft.method,
    headers: Object.fromEntries(named.map(({ name, value }) => [name.trim(), toSecret(value)])),
    body: draft.body === '' ? null : draft.body,
    auth: authOf(draft),
    interval: draft.interval,
    timeout: draft.timeout,
    recheckInterval: draft.recheckInterval,
    degradedAfter: draft.degradedAfter === '' ? null : draft.degradedAfter,
    followRedirects: draft.followRedirects,
    ipFamily: draft.ipFamily,
    ignoreTlsErrors: draft.ignoreTlsErrors,
    failAfter: toNumber(draft.failAfter),
    recoverAfter: toNumber(draft.recoverAfter),
    certificateWarningDays: toNumbers(draft.certificateWarningDays),
    assertions: draft.assertions.map(toAssertion),
  };
}

function heartbeatInput(draft: HeartbeatDraft): HeartbeatInput {
  return {
    ...commonInput(draft),
    kind: 'heartbeat',
    schedule: { every: draft.every },
    ...(draft.grace === '' ? {} : { grace: draft.grace }),
  };
}

function commonInput(draft: MonitorDraft): Pick<MonitorInput, 'id' | 'name' | 'severity' | 'tags' | 'notes'> {
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    // A new one without a name is named by the engine.
    ...(draft.name.trim() === '' && draft.id === null ? {} : { name: draft.name.trim() }),
    severity: draft.severity,
    tags: [...draft.tags],
    notes: draft.notes,
  };
}

export function toInput(draft: MonitorDraft): MonitorInput {
  return draft.kind === 'http' ? httpInput(draft) : heartbeatInput(draft);
}

export function toPatch(draft: MonitorDraft, id: string): MonitorPatch {
  return draft.kind === 'http' ? { ...httpInput(draft), id } : { ...heartbeatInput(draft), id };
}

const localHost = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[|[^/.:]+(:\d+)?(\/|$))/i;

/** Puts the scheme before an address that has none: plain HTTP for this computer and the local network. */
export function completeUrl(typed: string): string {
  const url = typed.trim();
  if (url === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return url;
  return `${localHost.test(url) ? 'http' : 'https'}://${url}`;
}
