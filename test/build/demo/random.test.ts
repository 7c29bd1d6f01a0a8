import { expect, test } from 'vitest';
import { seededRandom } from '../../../build/demo/history/random.ts';

const draws = (seed: number, name: string): readonly number[] => {
  const { next } = seededRandom(seed, name);
  return Array.from({ length: 20 }, next);
};

test('the same seed gives the same chance, and each part of the history has one of its own', () => {
  expect(draws(7, 'sleep')).toEqual(draws(7, 'sleep'));
  expect(draws(7, 'sleep')).not.toEqual(draws(8, 'sleep'));
  expect(draws(7, 'sleep')).not.toEqual(draws(7, 'delivery'));
});

test('chance is even, and keeps to its bounds', () => {
  const { next, between, normal, pick } = seededRandom(1, 'test');
  const many = Array.from({ length: 5_000 }, next);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...many)).toBeLessThan(1);
  expect(mean(many)).toBeCloseTo(0.5, 1);
  expect(mean(Array.from({ length: 5_000 }, normal))).toBeCloseTo(0, 1);
  expect(Array.from({ length: 100 }, () => between(3, 4)).every((value) => value >= 3 && value < 4)).toBe(true);
  expect(new Set(Array.from({ length: 100 }, () => pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
});
