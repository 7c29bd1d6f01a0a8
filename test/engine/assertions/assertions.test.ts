import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import { response } from '../kinds/http/rig.ts';
import { evaluate, evaluateAssertions, message, passes } from './assertions-rig.ts';

test('without assertions the status must be a success', () => {
  expect(evaluateAssertions([], response({ status: 204 }))).toMatchObject([
    { passed: true, actual: '204', message: '' },
  ]);
  expect(evaluateAssertions([], response({ status: 301 }))).toMatchObject([
    { passed: false, actual: '301', message: 'status 301, expected 200-299' },
  ]);
  expect(message({ on: 'status', is: 'lessThan', value: 300 }, { status: 301 })).toBe('status 301, expected 200-299');
});

test('each assertion has its result, in their order', () => {
  const assertions: readonly Assertion[] = [
    { on: 'status', is: 'equals', value: 200 },
    { on: 'body', is: 'contains', value: 'no' },
  ];
  const results = evaluateAssertions(assertions, response({ body: 'yes' }));
  expect(results.map(({ assertion, passed }) => [assertion, passed])).toEqual([
    [assertions[0], true],
    [assertions[1], false],
  ]);
});

describe('the status', () => {
  test.each<[Assertion, number, string]>([
    [{ on: 'status', is: 'equals', value: 200 }, 503, 'status 503, expected 200'],
    [{ on: 'status', is: 'notEquals', value: 500 }, 500, 'status 500, expected anything but 500'],
    [{ on: 'status', is: 'in', value: [200, 204] }, 404, 'status 404, expected one of 200, 204'],
    [{ on: 'status', is: 'lessThan', value: 400 }, 400, 'status 400, expected less than 400'],
    [{ on: 'status', is: 'greaterThan', value: 399 }, 200, 'status 200, expected more than 399'],
  ])('%j fails on %i', (assertion, status, expected) => {
    expect(evaluate(assertion, { status })).toMatchObject({
      assertion,
      passed: false,
      actual: String(status),
      message: expected,
    });
  });

  test.each<[Assertion, number]>([
    [{ on: 'status', is: 'equals', value: 200 }, 200],
    [{ on: 'status', is: 'notEquals', value: 500 }, 200],
    [{ on: 'status', is: 'in', value: [200, 204] }, 204],
    [{ on: 'status', is: 'lessThan', value: 400 }, 399],
    [{ on: 'status', is: 'greaterThan', value: 399 }, 401],
  ])('%j passes on %i', (assertion, status) => {
    expect(evaluate(assertion, { status })).toMatchObject({ passed: true, message: '' });
  });
});

describe('the response time', () => {
  test('is compared in milliseconds', () => {
    expect(passes({ on: 'responseTime', is: 'lessThan', value: 500 }, { responseTime: 499.9 })).toBe(true);
    expect(message({ on: 'responseTime', is: 'lessThan', value: 500 }, { responseTime: 1234.5 })).toBe(
      'response time 1,234.5 ms, expected less than 500 ms',
    );
    expect(message({ on: 'responseTime', is: 'greaterThan', value: 5 }, { responseTime: 1 })).toBe(
      'response time 1 ms, expected more than 5 ms',
    );
  });
});

describe('a header', () => {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'x-queue': '17' };
  const header = (rest: Partial<Assertion>, path = 'Content-Type'): Assertion => ({
    on: 'header',
    is: 'exists',
    path,
    ...rest,
  });

  test.each<Assertion>([
    header({ is: 'exists' }),
    header({ is: 'exists', value: false }, 'x-none'),
    header({ is: 'equals', value: 'text/html; charset=utf-8' }),
    header({ is: 'equals', value: '17' }, 'X-Queue'),
    header({ is: 'notEquals', value: 'text/plain' }),
    header({ is: 'notEquals', value: 'anything' }, 'x-none'),
    header({ is: 'in', value: ['16', '17'] }, 'x-queue'),
    header({ is: 'contains', value: 'html' }),
    header({ is: 'notContains', value: 'json' }),
    header({ is: 'notContains', value: 'json' }, 'x-none'),
    header({ is: 'matches', value: '^text/(html|plain)' }),
    header({ is: 'lessThan', value: 18 }, 'x-queue'),
    header({ is: 'greaterThan', value: 16 }, 'x-queue'),
  ])('passes: %j', (assertion) => {
    expect(evaluate(assertion, { headers })).toMatchObject({ passed: true, message: '' });
  });

  test.each<[Assertion, string]>([
    [
      header({ is: 'exists', value: false }),
      'header content-type is "text/html; charset=utf-8", expected it not to exist',
    ],
    [header({ is: 'equals', value: 'a' }, 'x-none'), 'header x-none is missing, expected "a"'],
    [header({ is: 'exists' }, 'x-none'), 'header x-none is missing, expected it to exist'],
    [
      header({ is: 'contains', value: 'json' }),
      'header content-type is "text/html; charset=utf-8", expected to contain "json"',
    ],
    [header({ is: 'notEquals', value: '17' }, 'x-queue'), 'header x-queue is "17", expected anything but "17"'],
    [header({ is: 'lessThan', value: 3 }), 'header content-type is "text/html; charset=utf-8", expected less than 3'],
    [header({ is: 'in', value: ['a', 'b,c'] }, 'x-queue'), 'header x-queue is "17", expected one of "a", "b,c"'],
    [
      header({ is: 'matches', value: '^\\d\\d\\d$' }, 'x-queue'),
      'header x-queue is "17", expected to match /^\\d\\d\\d$/',
    ],
    [header({ is: 'equals', value: 'x' }, 'constructor'), 'header constructor is missing, expected "x"'],
  ])('fails: %j', (assertion, expected) => {
    expect(evaluate(assertion, { headers })).toMatchObject({ passed: false, message: expected });
  });
});
