import { expect, test } from 'vitest';
import type { Problem } from '../../../electron/contract/problems.ts';
import { describeProblem } from '../../../electron/engine/wording/en/problems.ts';
import { patternOf } from '../../../electron/engine/assertions/pattern.ts';

function inWords(problem: Problem | null): string | null {
  return problem === null ? null : describeProblem(problem);
}

test('a pattern matches anywhere, or the whole text', () => {
  const { problem, occursIn, coversAll } = patternOf('o[kK]');
  expect(problem).toBeNull();
  expect(occursIn('all ok here')).toBe(true);
  expect(occursIn('all good')).toBe(false);
  expect(coversAll('ok')).toBe(true);
  expect(coversAll('ok!')).toBe(false);
});

test('a pattern that makes backtracking engines hang is quick', () => {
  expect(patternOf('^(a+)+$').occursIn(`${'a'.repeat(100_000)}!`)).toBe(false);
  expect(patternOf('(x+x+)+y').occursIn('x'.repeat(100_000))).toBe(false);
});

test('too much work is not started', () => {
  const text = 'ab'.repeat(400_000);
  expect(patternOf('[ab]*a[ab]{20}c').occursIn(text)).not.toBeNull();
  expect(patternOf('[ab]*a[ab]{900}c').occursIn(text)).toBeNull();
  expect(patternOf('[ab]*a[ab]{900}c').occursIn('abc')).toBe(false);
});

test.each([
  ['', 'is empty: it would match everything'],
  ['a'.repeat(1_001), 'must not be longer than 1000 characters'],
])('%j is not a pattern', (source, problem) => {
  expect(inWords(patternOf(source).problem)).toBe(problem);
});

test.each(['(', '[z-a]', '(?=a)', '\\1', 'a{5000}'])('%s is rejected without harm', (source) => {
  const { problem, occursIn } = patternOf(source);
  expect(inWords(problem)).toMatch(/^is not a regular expression: /);
  expect(occursIn('a')).toBeNull();
});

test('more patterns than the cache holds still work', () => {
  for (let index = 0; index < 1_500; index += 1) expect(patternOf(`^${index}$`).occursIn(String(index))).toBe(true);
  expect(patternOf('^0$').occursIn('0')).toBe(true);
});
