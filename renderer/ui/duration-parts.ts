/**
 * Converts a duration's text to a number and a unit, and back. Invalid text stays as typed, for the engine to report.
 */
export const durationUnits = ['ms', 's', 'm', 'h', 'd'] as const;
export type DurationUnit = (typeof durationUnits)[number];

export function splitDuration(text: string): { readonly count: string; readonly unit: DurationUnit | null } {
  const match = /^(.*?)(ms|s|m|h|d)?$/s.exec(text);
  return { count: match?.[1] ?? text, unit: durationUnits.find((unit) => unit === match?.[2]) ?? null };
}

export function joinDuration(count: string, unit: DurationUnit): string {
  const typed = count.trim();
  return typed === '' ? '' : `${typed}${unit}`;
}
