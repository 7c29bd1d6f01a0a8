import { expect, test } from 'vitest';
import type { ResponseEvidence } from '../../../electron/contract/model/state.ts';
import { compareEvidence } from '../../../renderer/state/evidence-diff.ts';

function evidence(fields: Partial<ResponseEvidence>): ResponseEvidence {
  return {
    status: 200,
    httpVersion: '1.1',
    headers: {},
    body: '',
    bodyBytes: 0,
    bodyTruncated: false,
    finalUrl: null,
    ...fields,
  };
}

test('status, headers and fields of the body are compared', () => {
  const before = evidence({ headers: { server: 'nginx', via: 'a' }, body: '{"status": "ok"}' });
  const after = evidence({ status: 503, headers: { server: 'envoy', 'retry-after': '5' }, body: '{"status":"error"}' });
  expect(compareEvidence(before, after)).toEqual({
    status: { before: 200, after: 503 },
    headers: [
      { name: 'retry-after', before: null, after: '5' },
      { name: 'server', before: 'nginx', after: 'envoy' },
      { name: 'via', before: 'a', after: null },
    ],
    body: { kind: 'json', changes: [{ kind: 'changed', path: '$.status', before: 'ok', after: 'error' }] },
  });
});

test('headers that differ in every response are ignored', () => {
  const before = evidence({ headers: { date: 'Mon', etag: '1', 'x-request-id': 'a' }, body: '{"a":1}' });
  const after = evidence({ headers: { date: 'Tue', etag: '2', 'x-request-id': 'b' }, body: '{ "a": 1 }' });
  expect(compareEvidence(before, after)).toEqual({ status: null, headers: [], body: { kind: 'same' } });
});

test('bodies that are truncated or not JSON are only reported as different', () => {
  const json = evidence({ body: '{"a":1}' });
  expect(compareEvidence(json, evidence({ body: '<html>' })).body).toEqual({ kind: 'text' });
  expect(compareEvidence(json, evidence({ body: '{"a":1', bodyTruncated: true })).body).toEqual({ kind: 'text' });
  expect(compareEvidence(json, evidence({ body: '5' })).body).toEqual({ kind: 'text' });
});
