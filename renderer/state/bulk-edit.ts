/**
 * Changing the same fields of several monitors: which fields, of how many of them, and the patches that change them and
 * that restore what was before. The fields are those that all probed kinds share and that are a number or a duration; a
 * kind that has one of the same name and type takes part.
 */
import type { Field, Fields } from '../../electron/contract/fields/field.ts';
import type { Severity } from '../../electron/contract/model/monitor.ts';
import { probedFields } from '../../electron/contract/monitors/definition.ts';
import type { Monitor, MonitorPatch } from '../../electron/contract/monitors/registry.ts';
import { monitorDefinition } from '../definitions.ts';
import type { FieldErrors } from '../error-text.ts';
import { fieldsDraftOf, fieldsInput, type FieldsDraft } from './fields-draft.ts';

export type BulkFieldName = keyof typeof probedFields;

export interface BulkField {
  readonly name: BulkFieldName;
  readonly field: Field;
  /** Of the monitors that have it. */
  readonly count: number;
  /** The different values, as stored, least first; null is never, which is more than any. */
  readonly values: readonly (number | null)[];
  /** What the form begins with: the value that all of them have, else empty. */
  readonly common: string;
}

/** Null and absent: unchanged. */
interface BulkDraft {
  readonly severity: Severity | null;
  readonly fields: Readonly<Partial<Record<BulkFieldName, string>>>;
}

type Row = Readonly<Record<string, unknown>>;

const offered = Object.entries(probedFields).filter(
  ([, { type }]) => type === 'integer' || type === 'duration',
) as readonly (readonly [BulkFieldName, Field])[];

function ownField({ kind }: Monitor, name: BulkFieldName): Field | null {
  const fields: Fields = monitorDefinition(kind).fields;
  const own = fields[name];
  return own !== undefined && own.type === probedFields[name].type ? own : null;
}

export function bulkFields(monitors: readonly Monitor[]): readonly BulkField[] {
  return offered.flatMap(([name, field]) => {
    const having = monitors.filter((monitor) => ownField(monitor, name) !== null);
    const [first] = having;
    if (first === undefined) return [];
    const values = [...new Set(having.map((monitor) => (monitor as Row)[name] as number | null))].sort(
      (a, b) => (a ?? Infinity) - (b ?? Infinity),
    );
    return [
      { name, field, count: having.length, values, common: values.length === 1 ? draftOf(field, name, first) : '' },
    ];
  });
}

function draftOf(field: Field, name: string, monitor: Monitor): string {
  const draft: FieldsDraft = fieldsDraftOf({ [name]: field }, monitor as never);
  return draft[name] as string;
}

/** Of the monitors that it changes. */
export function patchesOf(monitors: readonly Monitor[], { severity, fields }: BulkDraft): readonly MonitorPatch[] {
  return monitors.flatMap((monitor) => {
    const inputs = Object.entries(fields).flatMap(([name, draft]) => {
      const field = ownField(monitor, name as BulkFieldName);
      return field === null ? [] : Object.entries(fieldsInput({ [name]: field }, { [name]: draft }));
    });
    const changed = { ...(severity === null ? {} : { severity }), ...Object.fromEntries(inputs) };
    return Object.keys(changed).length === 0 ? [] : [patchOf(monitor, changed)];
  });
}

/** The same fields as they are now. */
export function undoOf(monitors: readonly Monitor[], patches: readonly MonitorPatch[]): readonly MonitorPatch[] {
  const byId = new Map(monitors.map((monitor) => [monitor.id, monitor]));
  return patches.flatMap(({ id, kind: _, ...changed }) => {
    const monitor = byId.get(id);
    if (monitor === undefined) return [];
    const before = Object.keys(changed).map((name) => [name, (monitor as Row)[name]] as const);
    return [patchOf(monitor, Object.fromEntries(before))];
  });
}

function patchOf({ id, kind }: Pick<Monitor, 'id' | 'kind'>, changed: Row): MonitorPatch {
  return { ...changed, id, kind };
}

export interface MonitorProblem {
  readonly id: string;
  readonly field: string;
  readonly message: string;
}

/** The errors of `monitors.updateAll`, whose fields are named `<id>.<field>`; an id has no full stop. */
export function monitorProblems(errors: FieldErrors): readonly MonitorProblem[] {
  return Object.entries(errors).map(([path, message]) => {
    const end = path.indexOf('.');
    return { id: path.slice(0, end), field: path.slice(end + 1), message };
  });
}
