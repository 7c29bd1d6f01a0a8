/** The kind of monitor that an address is for, by the definitions: one field accepts anything that people monitor. */
import type { Given } from '../fields/field.ts';
import { definitionOf, monitorKinds, type MonitorKind } from './registry.ts';

export interface Recognised {
  readonly kind: MonitorKind;
  /** What the address says about fields of that kind. */
  readonly fields: Given;
}

/** Null: no kind knows such an address. */
export function recogniseAddress(typed: string): Recognised | null {
  for (const kind of monitorKinds) {
    const fields = definitionOf(kind).fromAddress?.(typed.trim()) ?? null;
    if (fields !== null) return { kind, fields };
  }
  return null;
}
