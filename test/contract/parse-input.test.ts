import { describe, expect, test } from 'vitest';
import { monitorKinds } from '../../electron/contract/monitors/registry.ts';
import type { z } from 'zod';
import { assertionOperators } from '../../electron/contract/model/monitor.ts';
import { calls } from '../../electron/contract/calls.ts';
import { parseWith } from '../../electron/contract/parse-input.ts';
import { worded } from '../support/worded.ts';

function fieldsOf({ input: schema }: { readonly input: z.ZodType }, input: unknown): unknown {
  const result = worded(parseWith(schema, input));
  return result.ok ? 'accepted' : result.error.fields;
}

test('valid input is parsed, with durations in milliseconds', () => {
  expect(parseWith(calls.monitors.create.input, { kind: 'http', url: 'http://a', interval: '30s' })).toEqual({
    ok: true,
    value: { kind: 'http', url: 'http://a', interval: 30_000 },
  });
});

test('calls without input accept undefined and an empty object', () => {
  expect(parseWith(calls.overview.get.input, undefined).ok).toBe(true);
  expect(parseWith(calls.overview.get.input, {}).ok).toBe(true);
});

const operators = `is required: must be one of ${assertionOperators.join(', ')}`;

describe('problems are named field by field', () => {
  test.each([
    ['an unknown field', { intervall: '30s' }, { intervall: 'is not a known field' }],
    ['an unknown kind', { kind: 'ftp' }, { kind: `must be one of ${monitorKinds.join(', ')}` }],
    ['a missing kind', { kind: undefined }, { kind: `must be one of ${monitorKinds.join(', ')}` }],
    ['a missing field', { url: undefined }, { url: 'is required' }],
    ['a number for a text', { name: 7 }, { name: 'must be text, in quotes' }],
    ['a text for a number', { failAfter: '2' }, { failAfter: 'must be a number' }],
    ['a switch for a number', { failAfter: true }, { failAfter: 'must be a number' }],
    ['a text for a switch', { enabled: 'yes' }, { enabled: 'must be true or false' }],
    ['a text for a list', { tags: 'a' }, { tags: 'must be a list' }],
    ['a list for an object', { headers: [] }, { headers: 'must be an object' }],
    ['a value outside a union', { severity: 'fatal' }, { severity: 'must be one of critical, warning, info' }],
    ['another IP family', { ipFamily: 5 }, { ipFamily: 'must be one of auto, 4, 6' }],
    ['no duration at all', { interval: true }, { interval: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d' }],
    ['a secret that is no text', { headers: { 'X-Key': 7 } }, { 'headers.X-Key': 'must be text, in quotes' }],
    ['a half assertion', { assertions: [{ on: 'status' }] }, { 'assertions.0.is': operators }],
  ])('%s', (_, fields, problems) => {
    expect(fieldsOf(calls.monitors.create, { kind: 'http', url: 'http://a', ...fields })).toEqual(problems);
  });

  test('several problems are reported together', () => {
    expect(fieldsOf(calls.monitors.create, { kind: 'http', tags: 'a', colour: 'red', interval: true })).toEqual({
      url: 'is required',
      tags: 'must be a list',
      colour: 'is not a known field',
      interval: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d',
    });
  });

  test('a missing kind', () => {
    expect(fieldsOf(calls.monitors.create, { url: 'http://a' })).toEqual({
      kind: `is required: must be one of ${monitorKinds.join(', ')}`,
    });
  });

  test('an input that is not an object', () => {
    expect(fieldsOf(calls.monitors.get, 'shop-api')).toEqual({ input: 'must be an object' });
    expect(fieldsOf(calls.monitors.get, null)).toEqual({ input: 'must be an object' });
    expect(fieldsOf(calls.monitors.get, undefined)).toEqual({ input: 'is required' });
  });

  test('a number outside its bounds', () => {
    expect(fieldsOf(calls.incidents.list, { limit: 0 })).toEqual({ limit: 'must be at least 1' });
    expect(fieldsOf(calls.incidents.list, { limit: 501 })).toEqual({ limit: 'must be at most 500' });
    expect(fieldsOf(calls.incidents.list, { limit: 1.5 })).toEqual({ limit: 'must be a whole number' });
  });

  test('no problem repeats a value', () => {
    const result = worded(
      parseWith(calls.channels.create.input, {
        kind: 'slack',
        webhookUrl: ['hunter2'],
        hunter: 'hunter2',
      }),
    );
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
