import { expect, test } from 'vitest';
import { errorCodes } from '../../electron/contract/result.ts';
import { errorAt, errorMessage, fieldErrors, unplacedErrors } from '../../renderer/error-text.ts';

const errors = { 'assertions.0.path': 'is not a JSONPath', 'headers.Accept': 'has a line break', url: 'is missing' };

test('every code has words', () => {
  for (const code of errorCodes) expect(errorMessage({ code, message: '' })).not.toBe('');
});

test('a message written for users is shown, internal details are not', () => {
  expect(errorMessage({ code: 'conflict', message: 'the id shop is taken' })).toBe('The id shop is taken');
  expect(errorMessage({ code: 'internal', message: 'TypeError' })).not.toContain('TypeError');
});

test('an error appears at its own field or at the field around it', () => {
  expect(errorAt(errors, 'assertions.0.path')).toBe('Is not a JSONPath');
  expect(errorAt(errors, 'headers')).toBe('Has a line break');
  expect(errorAt(errors, 'assertions.0')).toBe('Is not a JSONPath');
  expect(errorAt(errors, 'assertion')).toBeUndefined();
  expect(errorAt(fieldErrors(null), 'url')).toBeUndefined();
});

test('errors that no field shows are listed above the form', () => {
  expect(unplacedErrors(errors, ['assertions', 'url'])).toEqual(['headers.Accept: has a line break']);
});
