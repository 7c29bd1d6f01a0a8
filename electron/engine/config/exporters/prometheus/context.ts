/** What is collected while the files of an export are made: notes, and where each secret has to be put. */
import type { HandoverNote } from '../../../../contract/handover.ts';
import type { Field } from '../../../../contract/fields/field.ts';
import { isDeepStrictEqual } from 'node:util';
import { createSecretNames } from '../../secret-names.ts';

export interface ExportContext {
  readonly note: (note: HandoverNote) => void;
  /** @returns the path of a file for the secret, relative to the other files. */
  readonly secretFile: (id: string, field: string) => string;
  /** @returns `${NAME}`, where only the secret itself can be written. */
  readonly variable: (id: string, field: string) => string;
}

interface Collected {
  readonly notes: readonly HandoverNote[];
  readonly secretFiles: readonly string[];
  readonly variables: readonly string[];
}

export function openExportContext(): { readonly context: ExportContext; readonly collected: () => Collected } {
  const names = createSecretNames();
  const notes: HandoverNote[] = [];
  const secretFiles: string[] = [];
  const variables: string[] = [];
  return {
    context: {
      note: (note) => notes.push(note),
      secretFile(id, field) {
        const file = `secrets/${names.nameFor(id, field)}`;
        secretFiles.push(file);
        return file;
      },
      variable(id, field) {
        const name = names.nameFor(id, field);
        variables.push(name);
        return `\${${name}}`;
      },
    },
    collected: () => ({ notes, secretFiles, variables }),
  };
}

/** The fields that matter and that the translation does not know. */
export function unknownFields(
  fields: Readonly<Record<string, Field>>,
  values: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const isUsual = field.default !== undefined && isDeepStrictEqual(values[name], field.default);
    return known.includes(name) || isUsual ? [] : [name];
  });
}
