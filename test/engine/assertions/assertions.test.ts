import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import type { WordedAssertionResult } from '../../../electron/contract/worded.ts';
import { assertionProblems } from '../../../electron/engine/assertions/assertion-rules.ts';
import { wordedAssertion } from '../../../electron/engine/api/worded.ts';
import { evaluateResponse } from '../../../electron/engine/kinds/http/evaluate-response.ts';
import { probedResponse } from '../../../electron/engine/kinds/http/probed-response.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { response } from '../kinds/http/rig.ts';

const evaluateAssertions = (...all: Parameters<typeof evaluateResponse>): readonly WordedAssertionResult[] =>
  evaluateResponse(...all).map((result) => wordedAssertion(result, en));

type Parts = Parameters<typeof response>[0];

/** Every assertion that is tried here is one that a monitor may have. */
function evaluate(assertion: Assertion, parts: Parts = {}): WordedAssertionResult {
  expect(assertionProblems(assertion)).toEqual({});
  const [result] = evaluateAssertions([assertion], response(parts));
  if (result === undefined) throw new Error('no result');
  return result;
}

const passes = (assertion: Assertion, parts: Parts = {}): boolean => evaluate(assertion, parts).passed;
const message = (assertion: Assertion, parts: Parts = {}): string => evaluate(assertion, parts).message;

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
      'response time 1234.5 ms, expected less than 500 ms',
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

describe('the body', () => {
  const body = 'all systems go: 42 %';

  test.each<Assertion>([
    { on: 'body', is: 'equals', value: body },
    { on: 'body', is: 'notEquals', value: 'down' },
    { on: 'body', is: 'in', value: ['up', body] },
    { on: 'body', is: 'contains', value: 'systems go' },
    { on: 'body', is: 'contains', value: '42' },
    { on: 'body', is: 'notContains', value: 'error' },
    { on: 'body', is: 'matches', value: 'go: \\d+' },
    { on: 'body', is: 'matches', value: '(?i)ALL SYSTEMS' },
    { on: 'body', is: 'exists' },
  ])('passes: %j', (assertion) => {
    expect(passes(assertion, { body })).toBe(true);
  });

  test.each<[Assertion, string]>([
    [
      { on: 'body', is: 'contains', value: 'Systems' },
      `body is "${body}", expected to contain "Systems" (only upper and lower case differ)`,
    ],
    [{ on: 'body', is: 'notContains', value: 'go' }, `body is "${body}", expected not to contain "go"`],
    [{ on: 'body', is: 'exists', value: false }, `body is "${body}", expected it not to exist`],
  ])('fails: %j', (assertion, expected) => {
    expect(message(assertion, { body })).toBe(expected);
  });

  test('that is empty does not exist, and the finding says so', () => {
    expect(message({ on: 'body', is: 'exists' })).toBe('body is empty, expected it to exist');
    expect(message({ on: 'body', is: 'contains', value: 'ok' })).toBe('body is empty, expected to contain "ok"');
    expect(passes({ on: 'body', is: 'exists', value: false })).toBe(true);
    expect(passes({ on: 'body', is: 'equals', value: '' })).toBe(true);
    expect(passes({ on: 'body', is: 'notEquals', value: '' })).toBe(false);
  });

  test('in hexadecimal or similar notation is not a number', () => {
    for (const body of ['', '0x10', 'Infinity', '1_000', 'ten']) {
      expect(passes({ on: 'body', is: 'greaterThan', value: -1 }, { body })).toBe(false);
    }
  });

  test('may be compared as a number', () => {
    expect(passes({ on: 'body', is: 'lessThan', value: 100 }, { body: '42\n' })).toBe(true);
    expect(message({ on: 'body', is: 'greaterThan', value: 100 }, { body: '42\n' })).toBe(
      'body is "42\\n", expected more than 100',
    );
  });

  test('is shortened in a message, and limited to 200 characters as a value', () => {
    const result = evaluate({ on: 'body', is: 'contains', value: 'ok' }, { body: 'x'.repeat(5_000) });
    expect(result.message).toBe(`body is "${'x'.repeat(99)}…", expected to contain "ok"`);
    expect(result.actual).toBe(`${'x'.repeat(199)}…`);
  });

  test('is quoted from the closest match', () => {
    const body = `{"log":"${'x'.repeat(400)}","status":"error","checks":{"database":"error: connection refused"}}`;
    const said = message({ on: 'body', is: 'contains', value: '"status": "ok"' }, { body });
    expect(said).toContain(`…${'x'.repeat(27)}","status":"error","checks":`);
    expect(said.length).toBeLessThan(180);
    const forbidden = message({ on: 'body', is: 'notContains', value: 'refused' }, { body });
    expect(forbidden).toContain('error: connection refused');
  });

  test('is quoted without secrets, even if only a part is quoted', () => {
    const secret = 'hunter2-hunter2';
    const body = `${'x'.repeat(200)}${secret}, status: bad`;
    const redact = (text: string): string => text.replaceAll(secret, '•••');
    const [result] = evaluateAssertions([{ on: 'body', is: 'contains', value: 'status: ok' }], {
      ...response({ body }),
      redact,
    });
    expect(result?.message).toContain('•••, status: bad');
    expect(result?.message).not.toContain('hunter2');
  });

  test('that was not read completely is evaluated only as far as the rest cannot matter', () => {
    const large = probedResponse({
      status: 200,
      headers: {},
      responseTime: 1,
      body: { bytes: Buffer.from('ok'), isTruncated: true },
      redact: (text) => text,
    });
    const assertions: readonly Assertion[] = [
      { on: 'body', is: 'contains', value: 'not there' },
      { on: 'body', is: 'notContains', value: 'ok' },
      { on: 'json', path: '$.a', is: 'exists', value: false },
    ];
    for (const result of evaluateAssertions(assertions, large)) {
      expect(result).toMatchObject({ passed: false, actual: null, message: 'the body is larger than 1 MiB' });
    }
    expect(evaluateAssertions([{ on: 'body', is: 'contains', value: 'ok' }], large)).toMatchObject([{ passed: true }]);
  });
});

describe('white space of JSON', () => {
  const compact = '{"checks":{"database":"ok"},"latency_ms":1.8,"status":"ok"}';
  const spaced = JSON.stringify(JSON.parse(compact), null, 2);
  const contains = (value: string, rest: Partial<Assertion> = {}): Assertion => ({
    on: 'body',
    is: 'contains',
    value,
    ...rest,
  });

  test.each([
    [compact, '"status": "ok"'],
    [spaced, '"status":"ok"'],
    [compact, '{ "checks": { "database" :\n"ok" } ,'],
    [spaced, '"latency_ms":1.8,"status":"ok"}'],
    [compact, 'status": "ok'],
    [compact, 'ok" }, "latency_ms'],
  ])('is ignored on both sides, and the result says so: %s', (body, value) => {
    expect(evaluate(contains(value), { body })).toMatchObject({ passed: true, message: 'JSON whitespace ignored' });
  });

  test('is not mentioned where it did not matter', () => {
    expect(message(contains('"status":"ok"'), { body: compact })).toBe('');
  });

  test('counts within strings', () => {
    expect(passes(contains('"all good"'), { body: '{"message":"allgood"}' })).toBe(false);
    expect(passes(contains('not ok'), { body: '{"message":"notok"}' })).toBe(false);
    expect(passes(contains('"a":"b c"'), { body: '{"a" : "bc"}' })).toBe(false);
  });

  test('counts where the response is not JSON', () => {
    expect(passes(contains('"status": "ok"'), { body: 'said "status":"ok"' })).toBe(false);
  });

  test('counts if the assertion requires it', () => {
    expect(passes(contains('"status": "ok"', { ignoreJsonWhitespace: false }), { body: compact })).toBe(false);
    expect(passes(contains('"status": "ok"', { ignoreJsonWhitespace: true }), { body: compact })).toBe(true);
  });

  test('does not hide what `notContains` excludes', () => {
    const notContains: Assertion = { on: 'body', is: 'notContains', value: '"status": "ok"' };
    expect(evaluate(notContains, { body: compact })).toMatchObject({
      passed: false,
      message: `body is '${compact}', expected not to contain '"status": "ok"' (JSON whitespace ignored)`,
    });
    expect(passes({ ...notContains, ignoreJsonWhitespace: false }, { body: compact })).toBe(true);
  });
});

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
