/** Wording and collection of what is wrong with a field: one error for each, in words, all of them at once. */
import { formatDuration } from '../../contract/duration.ts';

export type FieldErrors = Readonly<Record<string, string>>;
/** What is wrong, or null. */
export type FieldError = string | null;

/** The fields that have an error, in the order in which they are named here. */
export function collectErrors(fields: Readonly<Record<string, FieldError>>): FieldErrors {
  const errors: Record<string, string> = {};
  for (const [field, error] of Object.entries(fields)) {
    if (error !== null) errors[field] = error;
  }
  return errors;
}

export function underPath(path: string, errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([field, error]) => [field === '' ? path : `${path}.${field}`, error]),
  );
}

export function durationError(ms: number, least: number, most: number): FieldError {
  if (ms >= least && ms <= most) return null;
  return `must be between ${formatDuration(least)} and ${formatDuration(most)}`;
}

export function countError(value: number, least: number, most: number): FieldError {
  if (Number.isInteger(value) && value >= least && value <= most) return null;
  return `must be a whole number from ${String(least)} to ${String(most)}`;
}

export function lengthError(text: string, most: number): FieldError {
  return text.length <= most ? null : `must not be longer than ${String(most)} characters`;
}

/** Control characters would break a header, a subject or a line of a log; half a surrogate pair cannot be encoded. */
export function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || code === 0x7f || (code >= 0xd800 && code <= 0xdfff);
  });
}
