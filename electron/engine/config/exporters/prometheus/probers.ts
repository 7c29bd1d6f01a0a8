/**
 * How a blackbox_exporter checks each kind: what a kind is to Prometheus is known here alone. A monitor of a kind without
 * a prober stays with Vigilmon, whose metrics Prometheus scrapes.
 */
import {
  definitionOf,
  type Monitor,
  type MonitorKind,
  type MonitorOf,
} from '../../../../contract/monitors/registry.ts';
import { unknownFields, type ExportContext } from './context.ts';
import { httpProber } from './http-module.ts';
import { tcpProber } from './tcp-module.ts';

/** As in blackbox.yml. */
export interface Module {
  readonly prober: string;
  readonly [settings: string]: unknown;
}

export interface Prober<M> {
  /** The fields that it takes into account; others are reported as left out. */
  readonly known: readonly string[];
  readonly target: (monitor: M) => string;
  /** Without the fields that all modules have. */
  readonly module: (monitor: M, context: ExportContext) => Module;
}

const probers: { readonly [K in MonitorKind]: Prober<MonitorOf<K>> | null } = {
  http: httpProber,
  tcp: tcpProber,
  certificate: null,
  command: null,
  container: null,
  dns: null,
  domain: null,
  heartbeat: null,
  metric: null,
  ping: null,
};

/** Null: it stays with Vigilmon. */
export function proberOf({ kind }: Monitor): Prober<Monitor> | null {
  return probers[kind] as Prober<Monitor> | null;
}

export function reportUnknownFields(monitor: Monitor, { known }: Prober<Monitor>, { note }: ExportContext): void {
  for (const field of unknownFields(definitionOf(monitor.kind).fields, { ...monitor }, known)) {
    note({ code: 'field-left-out', facts: { monitor: monitor.id, field } });
  }
}
