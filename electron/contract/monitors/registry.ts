/** Every kind of monitor by name: the list from which everything else derives. */
import type { InputsOf, ValuesOf } from '../fields/field.ts';
import type { Quorum } from '../model/location.ts';
import type { Severity, Source } from '../model/monitor.ts';
import type { MonitorDefinition } from './definition.ts';
import { certificate } from './certificate.ts';
import { dns } from './dns.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { domain } from './domain.ts';
import { heartbeat } from './heartbeat.ts';
import { http } from './http.ts';
import { metric } from './metric.ts';
import { ping } from './ping.ts';
import { tcp } from './tcp.ts';

export const monitorDefinitions = {
  http,
  tcp,
  ping,
  dns,
  certificate,
  command,
  container,
  domain,
  metric,
  heartbeat,
} as const;

type Definitions = typeof monitorDefinitions;
export type MonitorKind = keyof Definitions;
export const monitorKinds = Object.keys(monitorDefinitions) as readonly MonitorKind[];

/** The fields of every kind. (A type, not an interface: the definitions' functions take any record.) */
export type MonitorCommon = {
  /** A slug `[a-z0-9-]{1,64}`, stable for the monitor's life. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly notes: string;
  /** Ids of monitors without which it cannot work: while one of them is down, it does not alert. */
  readonly dependsOn: readonly string[];
  /** Ids of the locations that are asked as well. */
  readonly locations: readonly string[];
  readonly quorum: Quorum;
  /** How often all locations are asked; null: only to confirm a failure. */
  readonly regionalInterval: number | null;
  readonly source: Source;
};
export interface MonitorCommonInput {
  id?: string | undefined;
  name?: string | undefined;
  enabled?: boolean | undefined;
  severity?: Severity | undefined;
  tags?: readonly string[] | undefined;
  notes?: string | undefined;
  dependsOn?: readonly string[] | undefined;
  locations?: readonly string[] | undefined;
  quorum?: Quorum | undefined;
  regionalInterval?: number | string | null | undefined;
}

/** The fields of one kind alone. */
export type MonitorValuesOf<K extends MonitorKind> = { [P in K]: ValuesOf<Definitions[P]['fields']> }[K];
export type MonitorOf<K extends MonitorKind> = {
  [P in K]: MonitorCommon & { readonly kind: P } & ValuesOf<Definitions[P]['fields']>;
}[K];
export type Monitor = MonitorOf<MonitorKind>;
export type ProbedMonitor = MonitorOf<ProbedKind>;
export type PingedMonitor = MonitorOf<PingedKind>;
export type HttpMonitor = MonitorOf<'http'>;
export type HeartbeatMonitor = MonitorOf<'heartbeat'>;

/** As a person or a script writes it. */
export type MonitorInputOf<K extends MonitorKind> = {
  [P in K]: MonitorCommonInput & { kind: P } & InputsOf<Definitions[P]['fields']>;
}[K];
export type MonitorInput = MonitorInputOf<MonitorKind>;

type Patch<T> = { [F in keyof T]?: T[F] | undefined };

/** Given fields replace the stored ones; `kind` cannot change. */
type MonitorPatchOf<K extends MonitorKind> = {
  [P in K]: MonitorCommonInput & { kind: P; id: string } & Patch<InputsOf<Definitions[P]['fields']>>;
}[K];
export type MonitorPatch = MonitorPatchOf<MonitorKind>;

/** Kinds that are probed at their interval; the others are pinged. */
export type ProbedKind = { [K in MonitorKind]: Definitions[K]['observedBy'] extends 'ping' ? never : K }[MonitorKind];
type PingedKind = Exclude<MonitorKind, ProbedKind>;

/** The definition without the type of its kind, for code that treats all kinds alike. */
export function definitionOf(kind: MonitorKind): MonitorDefinition {
  return monitorDefinitions[kind] as unknown as MonitorDefinition;
}

export function isProbedKind(kind: MonitorKind): kind is ProbedKind {
  return definitionOf(kind).observedBy === 'probe';
}

export function isProbed(monitor: Monitor): monitor is ProbedMonitor {
  return isProbedKind(monitor.kind);
}

export function isPinged(monitor: Monitor): monitor is PingedMonitor {
  return !isProbed(monitor);
}
