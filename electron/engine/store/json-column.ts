/**
 * JSON columns hold values that are always read as a whole. Each is written and read by one repository, so its shape is
 * known; when a type changes, a migration rewrites the column.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the shape it wrote
export function fromJson<T>(column: string): T {
  return JSON.parse(column) as T;
}
