import { expect, test } from 'vitest';
import { fail, invalid, ok } from '../../electron/contract/result.ts';

test('`ok` distinguishes a value from an error', () => {
  expect(ok(7)).toEqual({ ok: true, value: 7 });
  expect(fail('not-found', 'there is no such monitor')).toEqual({
    ok: false,
    error: { code: 'not-found', message: 'there is no such monitor' },
  });
});

test('an invalid input has its first error in the message and all errors by field', () => {
  const fields = { url: 'is required', interval: 'must be between 5s and 1d' };
  expect(invalid(fields)).toEqual({ ok: false, error: { code: 'invalid', message: 'url: is required', fields } });
});

test('an invalid input without fields has a message', () => {
  expect(invalid({})).toMatchObject({ error: { message: 'the input is not valid' } });
});
