/** The text of an error: its own message if that is written for users, else the wording of its code. */
import type { AppError } from '../electron/contract/result.ts';
import { text } from './text/text.ts';

/** Codes whose messages are written for the user; for the others only the code's wording helps. */
const ownMessage: readonly AppError['code'][] = ['invalid', 'conflict', 'not-found', 'too-large', 'unavailable'];

export function errorMessage({ code, message }: AppError): string {
  if (!ownMessage.includes(code) || message === '') return text.errors[code];
  return sentence(message);
}

export function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export type FieldErrors = Readonly<Record<string, string>>;

export function fieldErrors(error: AppError | null): FieldErrors {
  return error?.fields ?? {};
}

/** The error of a field, or the first one inside it (`headers` for `headers.Accept`). */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const inside = Object.entries(errors).find(([field]) => field === path || field.startsWith(`${path}.`));
  return inside === undefined ? undefined : sentence(inside[1]);
}

/** Errors that no visible field shows, as `path: message`. */
export function unplacedErrors(errors: FieldErrors, shown: readonly string[]): readonly string[] {
  return Object.entries(errors)
    .filter(([field]) => !shown.some((path) => field === path || field.startsWith(`${path}.`)))
    .map(([field, message]) => `${field}: ${message}`);
}
