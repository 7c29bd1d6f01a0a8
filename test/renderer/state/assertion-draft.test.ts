import { describe, expect, test } from 'vitest';
import { assertionOperators, type Assertion } from '../../../electron/contract/model/monitor.ts';
import { assertionSubjects, shapeOf } from '../../../electron/contract/assertion-subjects.ts';
import type { EvidenceName } from '../../../electron/contract/model/evidence.ts';
import type { ResponseEvidence } from '../../../electron/contract/model/state.ts';
import type { ProbedKind } from '../../../electron/contract/monitors/registry.ts';
import {
  changeSubject,
  fromAssertion,
  newAssertion,
  resultFor,
  toAssertion,
  valueOf,
} from '../../../renderer/state/assertion-draft.ts';
import { suggestAssertions } from '../../../renderer/state/suggested-assertions.ts';

test.each<Assertion>([
  { on: 'status', is: 'equals', value: 200 },
  { on: 'status', is: 'in', value: [200, 204] },
  { on: 'body', is: 'contains', value: '"status": "ok"' },
  { on: 'body', is: 'contains', value: 'ok', ignoreJsonWhitespace: false },
  { on: 'json', is: 'equals', path: '$.status', value: 'ok' },
  { on: 'json', is: 'equals', path: '$.count', value: 5 },
  { on: 'json', is: 'equals', path: '$.count', value: '5' },
  { on: 'json', is: 'equals', path: '$.ok', value: true },
  { on: 'json', is: 'equals', path: '$.list', value: [1, { a: null }] },
  { on: 'json', is: 'in', path: '$.status', value: ['a, b', 'c', 3] },
  { on: 'json', is: 'exists', path: '$.status' },
  { on: 'json', is: 'equals', path: '$.checks[*].status', value: 'ok', any: true },
  { on: 'json', is: 'equals', path: '$.id', value: '9007199254740993' },
  { on: 'json', is: 'matches', path: '$.version', value: '^1\\.' },
  { on: 'header', is: 'contains', path: 'content-type', value: 'json' },
  { on: 'responseTime', is: 'lessThan', value: 800 },
])('$on $is $value is the same after it was edited', (assertion) => {
  expect(toAssertion(fromAssertion(assertion))).toEqual(assertion);
});

test('a row finds its result until it is changed', () => {
  const row = newAssertion('json', { path: '$.status', is: 'equals', value: 'ok' });
  const assertion = { value: 'ok', path: '$.status', is: 'equals', on: 'json' } as const;
  const result = { assertion, passed: true, actual: 'ok', finding: null, note: null, message: '' };
  expect(resultFor(row, [result])).toBe(result);
  expect(resultFor({ ...row, value: 'up' }, [result])).toBeNull();
  expect(resultFor(row, [])).toBeNull();
});

test('a word in a JSON value needs no quotes, and a number is a number', () => {
  expect(valueOf({ on: 'json', is: 'equals', value: 'ok' })).toBe('ok');
  expect(valueOf({ on: 'json', is: 'equals', value: '5' })).toBe(5);
  expect(valueOf({ on: 'json', is: 'equals', value: '"5"' })).toBe('5');
  expect(valueOf({ on: 'json', is: 'in', value: 'ok, warn' })).toEqual(['ok', 'warn']);
});

test('invalid numbers are sent as typed, for the engine to report', () => {
  expect(valueOf({ on: 'status', is: 'equals', value: 'abc' })).toBe('abc');
  expect(valueOf({ on: 'responseTime', is: 'lessThan', value: '' })).toBe('');
});

test('each subject offers existing comparisons, and a new row starts with one of them', () => {
  for (const on of assertionSubjects) {
    expect(shapeOf(on).offered.length).toBeGreaterThan(0);
    expect(assertionOperators).toEqual(expect.arrayContaining([...shapeOf(on).offered]));
    expect(shapeOf(on).offered).toContain(newAssertion(on).is);
  }
});

test('another subject keeps what is still valid', () => {
  const body = newAssertion('body', { is: 'contains', value: 'ok' });
  expect(changeSubject(body, 'header')).toMatchObject({ key: body.key, on: 'header', is: 'contains', value: 'ok' });
  expect(changeSubject(body, 'responseTime')).toMatchObject({ on: 'responseTime', is: 'lessThan', value: '1000' });
});

const response = (given: Partial<ResponseEvidence>): ResponseEvidence => ({
  status: 200,
  httpVersion: '1.1',
  headers: {},
  body: '',
  bodyBytes: 0,
  bodyTruncated: false,
  finalUrl: null,
  ...given,
});

test('a response suggests assertions: status, words and booleans in its JSON, its content type', () => {
  const body = '{"status":"ok","checks":{"data-base":"ok","cache":true},"latency_ms":1.8}';
  const answer = response({ body, headers: { 'Content-Type': 'application/json; charset=utf-8' } });
  expect(suggestAssertions({ response: answer }, [], 'http')).toEqual([
    { on: 'status', is: 'equals', value: 200 },
    { on: 'json', is: 'equals', path: '$.status', value: 'ok' },
    { on: 'json', is: 'equals', path: '$.checks["data-base"]', value: 'ok' },
    { on: 'json', is: 'equals', path: '$.checks.cache', value: true },
    { on: 'header', is: 'contains', path: 'content-type', value: 'application/json' },
  ]);
});

test('existing assertions are not suggested again', () => {
  expect(
    suggestAssertions({ response: response({ body: 'plain' }) }, [{ on: 'status', is: 'in', value: [200] }], 'http'),
  ).toEqual([]);
});

test('a truncated body does not count as JSON', () => {
  const cut = response({ body: '{"status":"ok"}', bodyTruncated: true });
  expect(suggestAssertions({ response: cut }, [], 'http')).toEqual([{ on: 'status', is: 'equals', value: 200 }]);
});

test('an error page suggests its status alone, which may be what is expected', () => {
  const page = { body: '{"error":"not signed in"}', headers: { 'content-type': 'application/json' } };
  const refused = response({ ...page, status: 401 });
  expect(suggestAssertions({ response: refused }, [], 'http')).toEqual([{ on: 'status', is: 'equals', value: 401 }]);
  const broken = response({ ...page, status: 502 });
  expect(suggestAssertions({ response: broken }, [{ on: 'status', is: 'equals', value: 200 }], 'http')).toEqual([]);
});

test('a DNS answer suggests what it says, and the row keeps it as a list', () => {
  const answered = (text: string) =>
    suggestAssertions({ response: null, evidence: [{ name: 'answer', type: 'block', text }] }, [], 'dns');
  expect(answered('192.0.2.1')).toEqual([{ on: 'answer', is: 'equals', value: '192.0.2.1' }]);
  const [several] = answered('192.0.2.1\n192.0.2.2');
  expect(several).toEqual({ on: 'answer', is: 'equals', value: ['192.0.2.1', '192.0.2.2'] });
  if (several !== undefined) expect(toAssertion(fromAssertion(several))).toEqual(several);
  expect(answered('192.0.2.1\n… +9')).toEqual([{ on: 'answer', is: 'contains', value: '192.0.2.1' }]);
});

test.each([
  ['DISK OK - free space: / 3326 MB (56%);', 'DISK OK'],
  ['HTTP OK: HTTP/1.1 200 OK - 1138 bytes', 'HTTP OK'],
  ['all good\nsecond line', 'all good'],
  ['3 users', null],
])('the output %j suggests what stays the same in it', (text, value) => {
  const suggested = suggestAssertions(
    { response: null, evidence: [{ name: 'output', type: 'block', text }] },
    [],
    'command',
  );
  expect(suggested).toEqual(value === null ? [] : [{ on: 'output', is: 'contains', value }]);
});

test('a port suggests its greeting, and a response code other than NOERROR itself', () => {
  const suggested = (kind: ProbedKind, name: EvidenceName, text: string) =>
    suggestAssertions({ response: null, evidence: [{ name, type: 'line', text }] }, [], kind);
  expect(suggested('tcp', 'response', '220 mail.example.com ESMTP\n')).toEqual([
    { on: 'response', is: 'contains', value: '220 mail.example.com ESMTP' },
  ]);
  expect(suggested('dns', 'rcode', 'NOERROR')).toEqual([]);
  expect(suggested('dns', 'rcode', 'NXDOMAIN')).toEqual([{ on: 'rcode', is: 'equals', value: 'NXDOMAIN' }]);
});

test('figures suggest limits, where the kind has such a subject', () => {
  const suggested = (kind: ProbedKind, figures: Readonly<Record<string, number>>) =>
    suggestAssertions({ response: null, figures }, [], kind);
  expect(suggested('container', { restarts: 2 })).toEqual([{ on: 'restarts', is: 'lessThan', value: 3 }]);
  expect(suggested('metric', { value: 1, series: 1 })).toEqual([{ on: 'value', is: 'greaterThan', value: 0 }]);
  expect(suggested('metric', { value: 120, series: 1 })).toEqual([{ on: 'value', is: 'lessThan', value: 500 }]);
  expect(suggested('metric', { value: 0, series: 1 })).toEqual([{ on: 'value', is: 'lessThan', value: 1 }]);
  expect(suggested('metric', { series: 3, web: 1 })).toEqual([{ on: 'series', is: 'greaterThan', value: 2 }]);
  expect(suggested('command', { value: 5, restarts: 1 })).toEqual([]);
});

describe('a response of a GraphQL server', () => {
  const graphQl = (body: string) => suggestAssertions({ response: response({ body }) }, [], 'http');
  const noErrors = { on: 'json', is: 'exists', path: '$.errors', value: false } as const;

  test.each([
    '{"data":{"shop":null}}',
    '{"errors":[{"message":"down"}],"data":null}',
    '{"data":{},"extensions":{"cost":1}}',
  ])('suggests that there are no errors: %s', (body) => {
    expect(graphQl(body)).toContainEqual(noErrors);
  });

  test.each(['{"data":1,"status":"ok"}', '{"extensions":{}}', '["data"]', 'data'])('is no other one: %s', (body) => {
    expect(graphQl(body)).not.toContainEqual(noErrors);
  });

  test('becomes a row that keeps what must not exist', () => {
    const row = fromAssertion(noErrors);
    expect(row.is).toBe('absent');
    expect(toAssertion(row)).toEqual(noErrors);
    expect(toAssertion(changeSubject(row, 'header'))).toMatchObject({ on: 'header', is: 'exists', value: false });
    const { value: _, ...exists } = noErrors;
    expect(toAssertion(fromAssertion(exists))).toEqual(exists);
  });
});
