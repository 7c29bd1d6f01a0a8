/** Numbers in JSON are compared by their exact value, and shown as they were written. */
import { describe, expect, test } from 'vitest';
import type { Assertion, Json } from '../../../electron/contract/model/monitor.ts';
import { wordedAssertion } from '../../../electron/engine/api/worded.ts';
import { compareDecimals } from '../../../electron/engine/assertions/written-number.ts';
import { evaluateResponse } from '../../../electron/engine/kinds/http/evaluate-response.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { response } from '../kinds/http/rig.ts';

function evaluate(body: string, assertion: Omit<Assertion, 'on'>) {
  const [result] = evaluateResponse([{ on: 'json', ...assertion }], response({ body }));
  if (result === undefined) throw new Error('no result');
  return wordedAssertion(result, en);
}

const body =
  '{"id":9007199254740993,"v":1.0,"big":[1e400,9007199254740993],"deep":{"n":{"id":9007199254740993}},"text":"9007199254740993"}';

describe('exactly', () => {
  test.each<[string, Assertion['is'], Json, boolean]>([
    ['$.id', 'equals', 9_007_199_254_740_992, false],
    ['$.id', 'notEquals', 9_007_199_254_740_992, true],
    ['$.id', 'equals', '9007199254740993', true],
    ['$.id', 'equals', '9007199254740992', false],
    ['$.id', 'in', [9_007_199_254_740_992, '9007199254740993'], true],
    ['$.id', 'greaterThan', 9_007_199_254_740_992, true],
    ['$.id', 'lessThan', '9007199254740994', true],
    ['$.id', 'lessThan', '9007199254740993', false],
    ['$.big', 'contains', 9_007_199_254_740_992, false],
    ['$.big', 'contains', '9007199254740993', true],
    ['$.big[0]', 'greaterThan', 1e15, true],
    ['$.deep', 'equals', { n: { id: 9_007_199_254_740_992 } }, false],
    ['$.deep', 'equals', { n: { id: '9007199254740993' } }, true],
    ['$.v', 'equals', 1, true],
    ['$.v', 'matches', '^1\\.0$', true],
    ['$.v', 'equals', '1', false],
    ['$.v', 'contains', '1', false],
    ['$.text', 'equals', '9007199254740993', true],
    ['$.text', 'greaterThan', 9_007_199_254_740_992, true],
  ])('%s %s %j: %j', (path, is, value, passed) => {
    expect(evaluate(body, { path, is, value }).passed).toBe(passed);
  });
});

test.each([
  ['$.id', '$.id is 9007199254740993, expected 0'],
  ['$.v', '$.v is 1.0, expected 0'],
  ['$.big', '$.big is [1e400,9007199254740993], expected 0'],
  ['$.deep', '$.deep is {"n":{"id":9007199254740993}}, expected 0'],
])('%s is shown as written', (path, message) => {
  const result = evaluate(body, { path, is: 'equals', value: 0 });
  expect(result.message).toBe(message);
  expect(result.actual).toBe(message.slice(message.indexOf(' is ') + 4, -', expected 0'.length));
});

test('a near miss offers a value that can be expected', () => {
  expect(evaluate('{"v":1.50}', { path: '$.v', is: 'equals', value: '1.50' }).instead?.value).toBe(1.5);
});

test.each<[string, string, number]>([
  ['1', '1.0', 0],
  ['0', '-0.000', 0],
  ['1e3', '1000', 0],
  ['0.1', '0.10000000000000000001', -1],
  ['-2', '-10', 1],
  ['-1', '1', -1],
  ['1e-400', '0', 1],
  ['100', '99.999', 1],
  ['1e999999999', '1e999999998', 1],
])('%s compared with %s is %i', (a, b, sign) => {
  expect(Math.sign(compareDecimals(a, b))).toBe(sign);
  expect(Math.sign(compareDecimals(b, a))).toBe(sign === 0 ? 0 : -sign);
});

test.each(['', 'one', '0x10', 'Infinity', '1_000', '1,5'])('%j is no decimal number', (text) => {
  expect(compareDecimals(text, '1')).toBeNaN();
});
