import { expect, test } from 'vitest';
import { registrationOf } from '../../../renderer/state/registration.ts';

const dayMs = 86_400_000;
const expires = { name: 'expires', type: 'moment', at: 100 * dayMs } as const;
const registrar = { name: 'registrar', type: 'line', text: 'Example Registrar' } as const;

test('of a check that found a registration, its end and when it is warned of', () => {
  const scales = { days: { unit: 'd', warning: [30], critical: [7] } };
  expect(registrationOf({ evidence: [registrar, expires], scales })).toEqual({
    endsAt: 100 * dayMs,
    warnAt: 70 * dayMs,
  });
});

test('without thresholds it is warned of at its end', () => {
  expect(registrationOf({ evidence: [expires] })).toEqual({ endsAt: 100 * dayMs, warnAt: 100 * dayMs });
});

test('a check without a date has none', () => {
  expect(registrationOf({ evidence: [registrar] })).toBeNull();
  expect(registrationOf({})).toBeNull();
});
