/** What all monitors have: defaults and limits. */
import type { Monitor, Source } from '../../contract/model/monitor.ts';
import type { ParsedMonitor } from '../../contract/schemas.ts';
import { commonDefaults } from './defaults.ts';
import { collectErrors, hasControlCharacter, lengthError, type FieldError, type FieldErrors } from './field-errors.ts';
import { freeId, idPattern } from './id.ts';

export type CommonFields = Pick<Monitor, 'id' | 'name' | 'enabled' | 'severity' | 'tags' | 'notes' | 'source'>;

export interface CommonContext {
  readonly existing: Monitor | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

export interface NormalisedCommon {
  readonly value: CommonFields;
  readonly errors: FieldErrors;
  readonly isIdTaken: boolean;
}

const longestName = 200;
const longestNotes = 5_000;
const mostTags = 20;
const longestTag = 50;

export function normaliseCommon(input: ParsedMonitor, context: CommonContext): NormalisedCommon {
  const { existing, takenIds, source } = context;
  const name = input.name?.trim() || defaultName(input);
  const id = input.id ?? existing?.id ?? freeId(name, takenIds);
  const isIdTaken = id !== existing?.id && takenIds.has(id);
  const value = {
    id,
    name,
    enabled: input.enabled ?? commonDefaults.enabled,
    severity: input.severity ?? commonDefaults.severity,
    tags: cleanTags(input.tags ?? commonDefaults.tags),
    notes: (input.notes ?? commonDefaults.notes).trim(),
    source,
  };
  const errors = collectErrors({
    id: isIdTaken ? 'is taken by another monitor' : idError(id, existing),
    name: nameError(name),
    tags: tagsError(value.tags),
    notes: lengthError(value.notes, longestNotes),
  });
  return { value, errors, isIdTaken };
}

/** What a newcomer would call it: the address without the scheme. */
function defaultName(input: ParsedMonitor): string {
  if (input.kind === 'heartbeat') return input.id ?? 'Heartbeat';
  const address = input.url
    .trim()
    .replace(/^\w+:\/\//, '')
    .replace(/[?#\s\p{Cc}].*$/su, '')
    .replace(/\/+$/, '');
  return address.slice(0, longestName) || 'Monitor';
}

function idError(id: string, existing: Monitor | null): FieldError {
  if (existing !== null && id !== existing.id) return 'cannot change';
  return idPattern.test(id) ? null : 'must be 1 to 64 characters of a-z, 0-9 and -';
}

function nameError(name: string): FieldError {
  return hasControlCharacter(name) ? 'must be one line' : lengthError(name, longestName);
}

function cleanTags(tags: readonly string[]): readonly string[] {
  return Array.from(new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== '')));
}

function tagsError(tags: readonly string[]): FieldError {
  if (tags.length > mostTags) return `must not be more than ${String(mostTags)}`;
  if (tags.some(hasControlCharacter)) return 'must be one line each';
  return tags.map((tag) => lengthError(tag, longestTag)).find((error) => error !== null) ?? null;
}
