import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../electron/contract/model/monitor.ts';
import { probedResponse } from '../../../electron/engine/kinds/http/probed-response.ts';
import { response } from '../kinds/http/rig.ts';
import { evaluate, evaluateAssertions, message, passes } from './assertions-rig.ts';

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
