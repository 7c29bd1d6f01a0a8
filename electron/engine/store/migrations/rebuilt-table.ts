/** SQL for what `ALTER TABLE` cannot do: a new table is created, the rows are copied, and it replaces the old one. */
export interface Table {
  readonly name: string;
  readonly columns: string;
  readonly options?: string;
  /** The expressions to select from the old table; all columns in order if absent. */
  readonly from?: string;
  readonly indexes?: readonly string[];
}

/** A sequence outlives the rows that it has numbered, so it is copied separately. */
export function rebuilt({ name, columns, options = 'STRICT', from = '*', indexes = [] }: Table): string {
  return `
  CREATE TABLE next_${name} (${columns}
  ) ${options};
  INSERT INTO next_${name} SELECT ${from} FROM ${name};
  DELETE FROM sqlite_sequence WHERE name = 'next_${name}';
  UPDATE sqlite_sequence SET name = 'next_${name}' WHERE name = '${name}';
  DROP TABLE ${name};
  ALTER TABLE next_${name} RENAME TO ${name};
  ${indexes.map((index) => `CREATE ${index};`).join('\n  ')}`;
}
