/**
 * Definitions of monitors and channels as they are stored: with the version of their kind's definition at that time. An
 * older one is upgraded step by step when it is read, and then parsed, never believed. One that cannot be read (its kind
 * is unknown or its version newer, as after a newer program; or a field is not what it should be) is refused and left as
 * it is: read as something else it would be lost with the next write.
 */
import type { z } from 'zod';
import type { Given } from '../../contract/fields/field.ts';

export interface StoredDefinition {
  readonly kind: string;
  readonly version: number;
  readonly definition: Given;
}

/** `problem` is for the log: it names no value. */
export type ReadDefinition<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export interface StoredForm<T> {
  /** In which a definition of this kind is written now. */
  readonly versionOf: (value: T) => number;
  readonly read: (stored: StoredDefinition) => ReadDefinition<T>;
}

export interface KindForm<T> {
  readonly version: number;
  /** The first leads from version 1 to 2. */
  readonly upgrades: readonly ((before: Given) => Given)[];
  readonly schema: z.ZodType<T>;
}

export function storedForm<T extends { readonly kind: string }>(
  kinds: Readonly<Record<string, KindForm<T>>>,
): StoredForm<T> {
  return {
    versionOf: ({ kind }) => kinds[kind]?.version ?? 1,
    read({ kind, version, definition }) {
      const form = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (form === undefined) return { ok: false, problem: `the kind ${kind} is not known` };
      if (version > form.version) return { ok: false, problem: `version ${String(version)} of ${kind} is not known` };
      const newest = form.upgrades.slice(version - 1).reduce((before, upgrade) => upgrade(before), definition);
      const parsed = form.schema.safeParse(newest);
      if (parsed.success) return { ok: true, value: parsed.data };
      const places = parsed.error.issues.map(({ code, path }) => `${path.join('.')} (${code})`);
      return { ok: false, problem: `the definition of kind ${kind} is not valid at ${places.join(', ')}` };
    },
  };
}
