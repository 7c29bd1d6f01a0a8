import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import { evaluate, message, passes } from './assertions-rig.ts';

describe('a JSONPath', () => {
  const json = {
    status: 'error',
    checks: { database: 'error: connection refused', redis: 'ok' },
    queue: [{ depth: 3 }, { depth: 17 }],
    port: '5000',
    flags: ['a', 'b'],
    nothing: null,
    build: { sha: 'abc', dirty: false },
  };
  const on = (path: string, rest: Partial<Assertion>): Assertion => ({ on: 'json', is: 'exists', path, ...rest });

  test.each<Assertion>([
    on('$.status', { is: 'equals', value: 'error' }),
    on('$.nothing', { is: 'equals', value: null }),
    on('$.nothing', { is: 'exists' }),
    on('$.missing', { is: 'exists', value: false }),
    on('$.build', { is: 'equals', value: { dirty: false, sha: 'abc' } }),
    on('$.flags', { is: 'equals', value: ['a', 'b'] }),
    on('$.flags', { is: 'contains', value: 'b' }),
    on('$.flags', { is: 'notContains', value: 'c' }),
    on('$.checks.database', { is: 'contains', value: 'refused' }),
    on('$.checks.database', { is: 'notContains', value: 'timeout' }),
    on('$.checks.database', { is: 'matches', value: '^error: ' }),
    on('$.port', { is: 'greaterThan', value: 4_999 }),
    on('$.queue[0].depth', { is: 'lessThan', value: 4 }),
    on('$.status', { is: 'in', value: ['warn', 'error'] }),
    on('$.queue[0].depth', { is: 'matches', value: '^3$' }),
    // Several values: one that holds is enough,
    on('$.queue[*].depth', { is: 'greaterThan', value: 2 }),
    on('$.queue[*].depth', { is: 'greaterThan', value: 10, any: true }),
    on('$.queue[*].depth', { is: 'in', value: [3, 17] }),
    on('$.queue[*].depth', { is: 'equals', value: 17, any: true }),
    on('$..database', { is: 'contains', value: 'refused' }),
    on('$.queue[?@.depth > 10].depth', { is: 'equals', value: 17 }),
    // but none may be what is not to be; also where there is none.
    on('$.queue[*].depth', { is: 'notEquals', value: 4 }),
    on('$.missing', { is: 'notEquals', value: 'error' }),
    on('$.missing', { is: 'notContains', value: 'error' }),
  ])('passes: %j', (assertion) => {
    expect(evaluate(assertion, { json })).toMatchObject({ passed: true, message: '' });
  });

  test.each<[Assertion, string]>([
    [
      on('$.checks.database', { is: 'equals', value: 'ok' }),
      '$.checks.database is "error: connection refused", expected "ok"',
    ],
    [on('$.port', { is: 'equals', value: 5_000 }), '$.port is "5000", expected 5000 (it is text, not a number)'],
    [
      on('$.build.dirty', { is: 'equals', value: 'false' }),
      '$.build.dirty is false, expected "false" (it is a boolean, not text)',
    ],
    [on('$.missing', { is: 'equals', value: 1 }), '$.missing is missing, expected 1'],
    [on('$.status', { is: 'exists', value: false }), '$.status is "error", expected it not to exist'],
    [on('$.queue[*].depth', { is: 'notEquals', value: 17 }), '$.queue[*].depth is 3 and 17, expected anything but 17'],
    [on('$.queue[*].depth', { is: 'lessThan', value: 1 }), '$.queue[*].depth is 3 and 17, expected less than 1'],
    [on('$.queue[*].depth', { is: 'lessThan', value: 10 }), '$.queue[*].depth is 17, expected less than 10'],
    [on('$.queue[*].depth', { is: 'equals', value: 3 }), '$.queue[*].depth is 17, expected 3'],
    [
      on('$.queue[*].depth', { is: 'lessThan', value: 1, any: true }),
      '$.queue[*].depth is 3 and 17, expected less than 1',
    ],
    [on('$.queue[*].none', { is: 'equals', value: 3, any: true }), '$.queue[*].none is missing, expected 3'],
    [on('$.flags', { is: 'notContains', value: 'a' }), '$.flags is ["a","b"], expected not to contain "a"'],
    [on('$.flags', { is: 'contains', value: 1 }), '$.flags is ["a","b"], expected to contain 1'],
    [on('$.build', { is: 'lessThan', value: 1 }), '$.build is {"sha":"abc","dirty":false}, expected less than 1'],
    [on('$.nothing', { is: 'lessThan', value: 1 }), '$.nothing is null, expected less than 1'],
    [
      on('$.build', { is: 'equals', value: { sha: 'abc' } }),
      '$.build is {"sha":"abc","dirty":false}, expected {"sha":"abc"}',
    ],
  ])('fails: %j', (assertion, expected) => {
    expect(evaluate(assertion, { json })).toMatchObject({ passed: false, message: expected });
  });

  test('shows three of many values', () => {
    const many = Array.from({ length: 10 }, (_, index) => index);
    expect(message(on('$[*]', { is: 'equals', value: 99 }), { json: many })).toBe(
      '$[*] is 0, 1, 2 and 7 more, expected 99',
    );
  });

  test('selects nothing in text that is not JSON', () => {
    expect(evaluate(on('$.a', { is: 'equals', value: 1 }), { body: '<html>"hi"</html>' })).toMatchObject({
      passed: false,
      actual: null,
      message: `the body is not JSON: '<html>"hi"</html>'`,
    });
    expect(message(on('$.a', { is: 'exists', value: false }))).toBe('the body is empty');
  });

  test('finds own properties, not inherited ones', () => {
    expect(passes(on('$.constructor', { is: 'exists', value: false }), { json })).toBe(true);
  });

  test('reports when a pattern is too costly for a text', () => {
    const assertion = on('$', { is: 'matches', value: '(a|b){1000}c' });
    const result = evaluate(assertion, { json: 'ab'.repeat(50_000) });
    expect(result.passed).toBe(false);
    expect(result.message).toMatch(/ \(the pattern would take too long on this much text\)$/);
  });
});
