/**
 * Regular expressions from users, in an engine with linear time (re2js). Time grows with the size of the compiled pattern
 * times the length of the text, so that product is limited as well.
 */
import { RE2JS } from 're2js';
import { problem, type Problem } from '../../contract/problems.ts';
import { recently } from './recent.ts';

const maxPatternLength = 1_000;
/** Program size times characters; one or two seconds in the worst case. */
const maxWork = 32_000_000;

export interface Pattern {
  /** Null: it is valid. */
  readonly problem: Problem | null;
  /** Whether it matches anywhere in the text; null: it would take too long to find out. */
  readonly occursIn: (text: string) => boolean | null;
  /** Whether it matches the whole text. */
  readonly coversAll: (text: string) => boolean | null;
}

/** RE2 syntax; a leading `(?i)` ignores case, `(?s)` lets the dot match line breaks. */
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
