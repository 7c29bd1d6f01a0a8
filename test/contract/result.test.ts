import { expect, test } from 'vitest';
import { fail, ok } from '../../electron/contract/result.ts';

test('`ok` distinguishes a value from an error', () => {
  expect(ok(7)).toEqual({ ok: true, value: 7 });
  expect(fail('not-found', 'there is no such monitor')).toEqual({
    ok: false,
    error: { code: 'not-found', message: 'there is no such monitor' },
  });
});
