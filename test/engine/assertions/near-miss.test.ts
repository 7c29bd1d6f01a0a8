import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assertion, Json } from '../../../electron/contract/model/monitor.ts';
import { evaluateResponse } from '../../../electron/engine/kinds/http/evaluate-response.ts';
import { nearMissOf as findNearMiss, type NearMissOptions } from '../../../electron/engine/assertions/near-miss.ts';
import { wordedAssertion } from '../../../electron/engine/api/worded.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { say } from '../../../electron/engine/wording/wording.ts';
import { response } from '../kinds/http/rig.ts';

/** With its note in English. */
function nearMissOf(assertion: Assertion, options: NearMissOptions): { note: string; instead: Assertion } | null {
  const found = findNearMiss(assertion, options);
  return found === null ? null : { note: say(en.notes, found.note), instead: found.instead };
}

const inBody = (is: Assertion['is'], value: Json): Assertion => ({ on: 'body', is, value });
const at = (path: string, is: Assertion['is'], value: Json): Assertion => ({ on: 'json', is, path, value });

const bodyCases: readonly (readonly [Assertion, string, string, Json])[] = [
  [inBody('contains', '"Status": "OK"'), '{"status":"ok"}', 'only case and whitespace differ', '"status":"ok"'],
  [inBody('contains', 'OK'), 'all is ok', 'only upper and lower case differ', 'ok'],
  [inBody('contains', 'all is well'), 'all  is\n well', 'only whitespace differs', 'all  is\n well'],
  [inBody('contains', "'status': 'ok'"), '{"status":"ok"}', 'only quotes and whitespace differ', '"status":"ok"'],
  [inBody('contains', 'status: ok'), '{"a":1,"status":"ok"}', 'only quotes and whitespace differ', '"status":"ok"'],
  [inBody('contains', '"code": "5"'), '{"code":5}', 'only quotes and whitespace differ', '"code":5'],
  [inBody('contains', 'Status: OK'), '{"status":"ok"}', 'only case, quotes and whitespace differ', '"status":"ok"'],
  [inBody('equals', 'ok'), 'ok\n', 'only whitespace differs', 'ok\n'],
  [inBody('equals', 'OK'), 'ok', 'only upper and lower case differ', 'ok'],
  [inBody('equals', 'OK'), ' ok', 'only case and whitespace differ', ' ok'],
  [inBody('in', ['up', 'ok']), 'OK', 'only upper and lower case differ', ['up', 'OK']],
  [inBody('matches', '^OK$'), 'ok', 'only upper and lower case differ', '(?i)^OK$'],
];

describe('a body', () => {
  test.each(bodyCases)('%j nearly passes on %j', (assertion, body, note, value) => {
    expect(nearMissOf(assertion, { values: [body], document: null })).toEqual({
      note,
      instead: { ...assertion, value },
    });
  });

  test.each<[Assertion, string, string]>([
    [inBody('contains', '"Status": "OK"'), '{"status":"ok"}', 'only upper and lower case differ'],
    [inBody('contains', '"Status":"OK"'), '{ "status" : "ok" }', 'only upper and lower case differ'],
    [inBody('contains', "'status': 'ok'"), '{"status":"ok"}', 'only quotes differ'],
    [inBody('contains', '"Status": "all  is OK"'), '{"status":"all is ok"}', 'only case and whitespace differ'],
    [
      { on: 'body', is: 'contains', value: '"Status": "OK"', ignoreJsonWhitespace: false },
      '{"status":"ok"}',
      'only case and whitespace differ',
    ],
  ])('white space that %j ignores is no difference to %j', (assertion, body, note) => {
    const document = JSON.parse(body) as Json;
    expect(nearMissOf(assertion, { values: [body], document })?.note).toBe(note);
  });

  test.each<[Assertion, string]>([
    [inBody('contains', '"status": "ok"'), '{"status":"error"}'],
    [inBody('contains', "'status': 'ok'"), '{"status":"okay"}'],
    [inBody('contains', "'status': 'ok'"), '{"status":"ok, for now"}'],
    [inBody('contains', "'error': ''"), '{"error":"disk full"}'],
    [inBody('contains', 'code: 5'), '{"code":55}'],
    [inBody('equals', 'up'), 'down'],
    [inBody('notContains', 'ERROR'), 'error'],
    [inBody('notEquals', 'ok'), 'ok'],
    [inBody('contains', 'ok'), 'x'.repeat(100_000)],
    [{ on: 'status', is: 'equals', value: 200 }, '200'],
  ])('%j does not nearly pass on %j', (assertion, body) => {
    expect(nearMissOf(assertion, { values: [body], document: null })).toBeNull();
  });
});

describe('a value of JSON', () => {
  test.each<[Assertion, Json, string, Json]>([
    [at('$.code', 'equals', 5), '5', 'it is text, not a number', '5'],
    [at('$.code', 'equals', '5'), 5, 'it is a number, not text', 5],
    [at('$.ready', 'equals', 'True'), true, 'it is a boolean, not text', true],
    [at('$.error', 'equals', 'null'), null, 'it is null, not text', null],
    [at('$.status', 'equals', 'OK'), 'ok', 'only upper and lower case differ', 'ok'],
    [at('$.status', 'equals', 'ok'), 'ok ', 'only whitespace differs', 'ok '],
    [at('$.code', 'in', [4, 5]), '5', 'it is text, not a number', [4, '5']],
    [at('$.tags', 'contains', 'Prod'), ['prod', 'eu'], 'only upper and lower case differ', 'prod'],
  ])('%j nearly passes on %j', (assertion, value, note, instead) => {
    expect(nearMissOf(assertion, { values: [value], document: null })).toEqual({
      note,
      instead: { ...assertion, value: instead },
    });
  });

  test('that exists in another case is named', () => {
    const document = { Checks: { Database: 'ok' } };
    expect(nearMissOf(at('$.checks.database', 'equals', 'ok'), { values: [], document })).toEqual({
      note: '$.Checks.Database exists',
      instead: at('$.Checks.Database', 'equals', 'ok'),
    });
    expect(nearMissOf(at('$.checks.cache', 'equals', 'ok'), { values: [], document })).toBeNull();
    expect(nearMissOf(at('$..database', 'equals', 'ok'), { values: [], document })).toBeNull();
  });
});

test('the message of a body does not name white space that was ignored', () => {
  const results = evaluateResponse([inBody('contains', '"Status": "OK"')], response({ json: { status: 'ok' } }));
  expect(results.map((result) => wordedAssertion(result, en).message)).toEqual([
    expect.stringContaining('(only upper and lower case differ)'),
  ]);
});

test('the message of a failed assertion names the difference, and the result has the assertion that would have passed', () => {
  const assertion = at('$.status', 'equals', 'OK');
  const results = evaluateResponse([assertion], response({ json: { status: 'ok' } }));
  expect(results.map((result) => wordedAssertion(result, en))).toMatchObject([
    {
      assertion,
      passed: false,
      actual: 'ok',
      message: '$.status is "ok", expected "OK" (only upper and lower case differ)',
      instead: at('$.status', 'equals', 'ok'),
    },
  ]);
});

test('an assertion that would have passed is not offered if it contains a secret', () => {
  const secret = 'Hunter2';
  const redact = (text: string): string => text.replaceAll(secret, '•••');
  const [result] = evaluateResponse([inBody('contains', 'key hunter2')], {
    ...response({ body: `key ${secret}` }),
    redact,
  });
  expect(JSON.stringify(result)).not.toContain(secret);
  expect(result).not.toHaveProperty('instead');
});

test('every offered assertion passes, on any text', () => {
  const piece = fc.constantFrom('status', 'OK', 'ok', '"', "'", ' ', '\n', ':', '{', '}', ',', '5', 'é', '\\');
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
  const operator = fc.constantFrom<Assertion['is']>('contains', 'equals');
  fc.assert(
    fc.property(text, text, operator, (body, wanted, is) => {
      const parts = response({ body });
      const instead = evaluateResponse([inBody(is, wanted)], parts)[0]?.instead;
      if (instead !== undefined) expect(evaluateResponse([instead], parts)[0]?.passed).toBe(true);
    }),
  );
});
