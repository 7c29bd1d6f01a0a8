/** The kind of monitor that an address is for, by the definitions: one field accepts anything that people monitor. */
import type { Given } from '../fields/field.ts';
import { definitionOf, monitorKinds, type MonitorKind } from './registry.ts';

interface Recognised {
  readonly kind: MonitorKind;
  /** What the address says about fields of that kind. */
  readonly fields: Given;
}

/** Null: no kind knows such an address. */
export function recogniseAddress(typed: string): Recognised | null {
  return readings(typed)[0] ?? null;
}

/** No two kinds read the same address. */
export function readings(typed: string): readonly Recognised[] {
  const address = typed.trim();
  const word = /^([a-z]+):/iu.exec(address)?.[1]?.toLowerCase() ?? '';
  const named = monitorKinds.filter((kind) => definitionOf(kind).addressWords?.includes(word));
  return (named.length === 0 ? monitorKinds : named).flatMap((kind) => {
    const fields = definitionOf(kind).fromAddress?.(address) ?? null;
    return fields === null ? [] : [{ kind, fields }];
  });
}
