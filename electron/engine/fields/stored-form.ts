/**
 * The stored form of monitors and channels: with the version of the kind's definition that wrote it. An older form is
 * upgraded step by step when it is read, then parsed, never trusted. A form that cannot be read is rejected: a newer
 * program wrote it (an unknown kind or a newer version), or it is damaged.
 */
import type { z } from 'zod';
import type { Given } from '../../contract/fields/field.ts';

export interface StoredDefinition {
  readonly kind: string;
  readonly version: number;
  readonly definition: Given;
}

/** `problem` is for the log: it contains no value. `isNewer`: a newer program wrote it. */
export type ReadDefinition<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly isNewer: boolean; readonly problem: string };

export interface StoredForm<T> {
  /** The current version of the kind. */
  readonly versionOf: (value: T) => number;
  readonly read: (stored: StoredDefinition) => ReadDefinition<T>;
}

export interface KindForm<T> {
  readonly version: number;
  /** The first upgrades version 1 to 2. */
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
      if (form === undefined) {
        // Stored twice: a damaged one differs.
        return { ok: false, isNewer: definition['kind'] === kind, problem: `the kind ${kind} is not known` };
      }
      if (version > form.version) {
        return { ok: false, isNewer: true, problem: `version ${String(version)} of ${kind} is not known` };
      }
      const newest = form.upgrades.slice(version - 1).reduce((before, upgrade) => upgrade(before), definition);
      const parsed = form.schema.safeParse(newest);
      if (parsed.success) return { ok: true, value: parsed.data };
      const places = parsed.error.issues.map(({ code, path }) => `${path.join('.')} (${code})`);
      return {
        ok: false,
        isNewer: false,
        problem: `the definition of kind ${kind} is not valid at ${places.join(', ')}`,
      };
    },
  };
}
