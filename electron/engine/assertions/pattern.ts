/**
 * Regular expressions from users, in an engine whose time is linear in the text (re2js). Linear is not yet quick:
 * time goes up with the pattern's program times the text's length, so that product has a limit as well.
 */
import { RE2JS } from 're2js';
import { problem, type Problem } from '../../contract/problems.ts';
import { recently } from './recent.ts';

const maxPatternLength = 1_000;
/** Program size times characters; a second or two at the very worst, on a pattern made for that. */
const maxWork = 32_000_000;

export interface Pattern {
  /** What is wrong with it; null: nothing. */
  readonly problem: Problem | null;
  /** Whether it occurs anywhere in the text; null: it would take too long to tell. */
  readonly occursIn: (text: string) => boolean | null;
  /** Whether it matches the text from end to end. */
  readonly coversAll: (text: string) => boolean | null;
}

/** RE2's syntax; `(?i)` in front ignores case, `(?s)` lets the dot match line breaks. */
export const patternOf: (source: string) => Pattern = recently(compile);

function compile(source: string): Pattern {
  if (source === '') return broken(problem('empty-pattern'));
  if (source.length > maxPatternLength) return broken(problem('too-long', { most: maxPatternLength }));
  try {
    const program = RE2JS.compile(source);
    const withinLimit = (text: string, matches: () => boolean): boolean | null =>
      program.programSize() * text.length > maxWork ? null : matches();
    return {
      problem: null,
      occursIn: (text) => withinLimit(text, () => program.test(text)),
      coversAll: (text) => withinLimit(text, () => program.testExact(text)),
    };
  } catch (error) {
    return broken(problem('not-a-pattern', { reason: error instanceof Error ? error.message : String(error) }));
  }
}

function broken(found: Problem): Pattern {
  return { problem: found, occursIn: () => null, coversAll: () => null };
}
