/**
 * What is watched, and how.
 * Times (`...At`, `from`, `to`) are epoch milliseconds, durations milliseconds. These are the types of what the engine
 * answers, every default filled in; what may be sent to it is in schemas.ts.
 */
import type { Secret } from './secret.ts';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const monitorKinds = ['http', 'heartbeat'] as const;
export type MonitorKind = (typeof monitorKinds)[number];

/** Who made a record: a person (`hand`), the configuration file (`file`), or a fresh database (`default`). */
export const sources = ['hand', 'file', 'default'] as const;
export type Source = (typeof sources)[number];

export const assertionSubjects = ['status', 'body', 'json', 'header', 'responseTime'] as const;
export type AssertionSubject = (typeof assertionSubjects)[number];

export const assertionOperators = [
  'equals',
  'notEquals',
  'in',
  'contains',
  'notContains',
  'matches',
  'lessThan',
  'greaterThan',
  'exists',
] as const;
export type AssertionOperator = (typeof assertionOperators)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Assertion {
  readonly on: AssertionSubject;
  readonly is: AssertionOperator;
  /** Absent only for `exists`. `in` takes a list. `responseTime` is compared in milliseconds. */
  readonly value?: Json;
  /** A JSONPath (RFC 9535) for `json`, the header's name for `header`; absent otherwise. */
  readonly path?: string;
  /** `body contains` only: false turns off the second comparison without JSON white space. */
  readonly ignoreJsonWhitespace?: boolean;
}

export type HttpAuth =
  | { readonly type: 'basic'; readonly username: string; readonly password: Secret }
  | { readonly type: 'bearer'; readonly token: Secret };

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type HttpMethod = (typeof httpMethods)[number];

export type IpFamily = 'auto' | 4 | 6;

interface MonitorCommon {
  /** A slug `[a-z0-9-]{1,64}`, stable for the monitor's life. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly source: Source;
}

export interface HttpMonitor extends MonitorCommon {
  readonly kind: 'http';
  readonly url: string;
  readonly method: HttpMethod;
  /** Values of headers that usually carry credentials are secrets. */
  readonly headers: Readonly<Record<string, Secret>>;
  readonly body: string | null;
  readonly auth: HttpAuth | null;
  readonly interval: number;
  readonly timeout: number;
  readonly followRedirects: boolean;
  readonly ipFamily: IpFamily;
  readonly ignoreTlsErrors: boolean;
  /** Consecutive failed checks that make it down. */
  readonly failAfter: number;
  /** Consecutive passed checks that end an outage. */
  readonly recoverAfter: number;
  readonly recheckInterval: number;
  /** A slower passing answer is `degraded`; null: never. */
  readonly degradedAfter: number | null;
  /** Days before the certificate's end at which to warn. */
  readonly certificateWarningDays: readonly number[];
  readonly assertions: readonly Assertion[];
}

export interface HeartbeatSchedule {
  readonly every: number;
}

export interface HeartbeatMonitor extends MonitorCommon {
  readonly kind: 'heartbeat';
  readonly schedule: HeartbeatSchedule;
  readonly grace: number;
  /** The last part of the ping URL. A capability, not a login: shown to the monitor's owner. */
  readonly token: string;
}

export type Monitor = HttpMonitor | HeartbeatMonitor;
