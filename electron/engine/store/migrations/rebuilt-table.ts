/** SQL for what `ALTER TABLE` cannot do: the table is made anew, its rows are copied over, and it takes the old one's place. */
export interface Table {
  readonly name: string;
  readonly columns: string;
  readonly options?: string;
  /** What of the table before becomes the columns; all of it in its order, where absent. */
  readonly from?: string;
  readonly indexes?: readonly string[];
}

/** A sequence outlives the rows that it has numbered, so it is taken over by itself. */
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
