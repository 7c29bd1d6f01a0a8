/** The options that name monitors: `--monitors`, `--tags` and `--all`. Pure. */
import type { MaintenanceInput } from '../../contract/schemas.ts';

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Null: none of them is given. */
export function coversOf(values: Values): MaintenanceInput['covers'] | null {
  const [monitors, tags] = [listOf(values['monitors']), listOf(values['tags'])];
  const isAll = values['all'] === true;
  if (!isAll && monitors.length + tags.length === 0) return null;
  return {
    ...(isAll ? { all: true } : {}),
    ...(monitors.length === 0 ? {} : { monitors }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** Separated by commas. */
export function listOf(given: Values[string]): string[] {
  const parts = typeof given === 'string' ? given.split(',') : [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
