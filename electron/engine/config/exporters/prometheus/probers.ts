/**
 * The kinds that a blackbox_exporter can check. A monitor of any other kind stays with Vigilmon, whose metrics Prometheus
 * scrapes. One more kind is one more module and one line here.
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

const probers: { readonly [K in MonitorKind]?: Prober<MonitorOf<K>> } = { http: httpProber, tcp: tcpProber };

/** Null: a blackbox_exporter cannot check it. */
export function proberOf({ kind }: Monitor): Prober<Monitor> | null {
  return (probers[kind] as Prober<Monitor> | undefined) ?? null;
}

export function reportUnknownFields(monitor: Monitor, { known }: Prober<Monitor>, { note }: ExportContext): void {
  for (const field of unknownFields(definitionOf(monitor.kind).fields, { ...monitor }, known)) {
    note({ code: 'field-left-out', facts: { monitor: monitor.id, field } });
  }
}
