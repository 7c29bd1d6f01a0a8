import { describe, expect, test } from 'vitest';
import {
  argv,
  assertions,
  choice,
  duration,
  flag,
  group,
  headers,
  integer,
  list,
  optional,
  secret,
  text,
  token,
  variant,
  type Field,
} from '../../../electron/contract/fields/field.ts';
import { assertionSubjects } from '../../../electron/contract/assertion-subjects.ts';
import { shapeOf } from '../../../electron/engine/fields/stored-shape.ts';

const bounds = { least: 0, most: 9 };
const hidden = { hasSecret: true };
const login = { user: text(), password: secret() };
const status = { on: 'status', is: 'equals', value: 200 };

const fields: readonly (readonly [
  name: string,
  field: Field,
  fitting: readonly unknown[],
  others: readonly unknown[],
])[] = [
  ['a text', text(), ['', 'a\nb'], [null, 7, hidden, { clear: 'a' }]],
  ['a sealed text', text({ isSealed: true }), ['a', { clear: 'a' }], [{ clear: 7 }, { clear: 'a', b: 1 }, hidden]],
  ['a token', token(), ['a', { clear: 'a' }], [null, hidden]],
  ['a secret', secret(), ['a', hidden], [{ hasSecret: false }, { clear: 'a' }, { ...hidden, a: 1 }]],
  ['an integer', integer(bounds), [0, -7.5], ['1', null, Number.POSITIVE_INFINITY]],
  ['a duration', duration(bounds), [0], ['30s', null]],
  ['a flag', flag(true), [true, false], [0, 'true', null]],
  ['a choice', choice(['a', 1]), ['a', 1], ['b', '1', null]],
  ['a list', list(integer(bounds), bounds), [[], [1, 2]], [[1, 'a'], { 0: 1 }, 1, null]],
  ['words', argv(), [['a', '']], ['a\nb']],
  ['headers', headers(), [{}, { a: 'b', c: hidden }], [{ a: 7 }, [], null]],
  ['an optional field', optional(integer(bounds)), [null, 1], ['a', undefined]],
  ['a group', group(login), [{ user: 'a', password: 'b' }], [{ user: 'a' }, { user: 'a', password: 'b', c: 1 }, null]],
  [
    'a variant',
    variant({ none: {}, basic: login }),
    [{ type: 'none' }, { type: 'basic', user: 'a', password: hidden }],
    [{ type: 'none', user: 'a' }, { type: 'basic', user: 'a' }, { type: 'toString' }, {}, null],
  ],
  [
    'assertions',
    assertions(assertionSubjects),
    [[], [status], [{ on: 'json', is: 'exists', path: '$.a', any: true }]],
    [[{ on: 'status' }], [{ ...status, on: 'moon' }], [{ ...status, is: 'like' }], [{ ...status, path: 7 }]],
  ],
];

describe.each(fields)('%s', (_, field, fitting, others) => {
  const find = shapeOf({ field });
  test.each(fitting.map((value) => [value]))('may be stored as %j', (value) => {
    expect(find({ field: value })).toBeNull();
  });
  test.each(others.map((value) => [value]))('is not stored as %j', (value) => {
    expect(find({ field: value })).toMatch(/^\.field/);
  });
});

test('an assertion with an unknown part does not fit', () => {
  const find = shapeOf({ checks: assertions(assertionSubjects) });
  expect(find({ checks: [status, { ...status, constructor: 1 }] })).toBe('.checks.1');
});

test('the path leads to what does not fit', () => {
  const find = shapeOf({ name: text(), auth: variant({ basic: login }), steps: list(group(login), bounds) });
  const basic = { type: 'basic', user: 'a', password: 'b' };
  expect(find({ name: 'n', auth: { ...basic, password: 7 }, steps: [] })).toBe('.auth.password');
  expect(find({ name: 'n', auth: basic, steps: [{ user: 'a', password: 'b' }, { user: 'a' }] })).toBe(
    '.steps.1.password',
  );
  expect(find({ name: 'n', auth: { ...basic, realm: 'r' }, steps: [] })).toBe('.auth.realm');
  expect(find({ name: 'n', auth: basic })).toBe('.steps');
  expect(find([])).toBe('');
});

test('a key with a special meaning is no field', () => {
  expect(shapeOf({})(JSON.parse('{"__proto__": 1}'))).toBe('.__proto__');
});
