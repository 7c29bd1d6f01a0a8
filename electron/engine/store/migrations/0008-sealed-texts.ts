/**
 * Request bodies, data sent to ports, message templates and ping tokens are sealed from this version on. Sealing needs the
 * key, which a migration does not have: it marks what is stored as clear text, and the next start seals it.
 */
import type { Migration } from './migration.ts';

const sealed = [
  ['monitors', ['body', 'send', 'token']],
  ['channels', ['template']],
] as const;

export const sealedTexts: Migration = {
  version: 8,
  apply(connection) {
    for (const [table, fields] of sealed) {
      for (const field of fields) {
        connection.exec(
          `UPDATE ${table} SET definition = json_set(definition, '$.${field}',
             json_object('clear', json_extract(definition, '$.${field}')))
           WHERE json_type(definition, '$.${field}') = 'text'`,
        );
      }
    }
  },
};
