import { describe, expect, test } from 'vitest';
import { callNames } from '../../electron/contract/api.ts';
import { assertionOperators } from '../../electron/contract/model/monitor.ts';
import { parseInput } from '../../electron/contract/parse-input.ts';

function fieldsOf(call: string, input: unknown): unknown {
  const result = parseInput(call, input);
  return result.ok ? 'accepted' : result.error.fields;
}

test('every call of the table has its schema', () => {
  for (const [group, methods] of Object.entries(callNames)) {
    for (const method of methods) {
      const result = parseInput(`${group}.${method}`, 'no object');
      expect(result.ok ? 'accepted' : result.error.code).toBe('invalid');
    }
  }
});

test.each(['monitors.explode', 'monitors', '', 'monitors.list.more', '__proto__.toString', 'monitors.constructor'])(
  'there is no call %j',
  (call) => {
    expect(parseInput(call, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
  },
);

test('good input comes out parsed, with durations in milliseconds', () => {
  expect(parseInput('monitors.create', { kind: 'http', url: 'http://a', interval: '30s' })).toEqual({
    ok: true,
    value: { kind: 'http', url: 'http://a', interval: 30_000 },
  });
});

test('calls that take nothing take undefined and an empty object', () => {
  expect(parseInput('overview.get', undefined).ok).toBe(true);
  expect(parseInput('overview.get', {}).ok).toBe(true);
});

const operators = `is required: must be one of ${assertionOperators.join(', ')}`;

describe('what is wrong is said in words, field by field', () => {
  test.each([
    ['an unknown field', { intervall: '30s' }, { intervall: 'is not a known field' }],
    ['an unknown kind', { kind: 'ftp' }, { kind: 'must be one of http, heartbeat' }],
    ['a missing kind', { kind: undefined }, { kind: 'must be one of http, heartbeat' }],
    ['a missing field', { url: undefined }, { url: 'is required' }],
    ['a number for a text', { name: 7 }, { name: 'must be text, in quotes' }],
    ['a text for a number', { failAfter: '2' }, { failAfter: 'must be a number' }],
    ['a text for a switch', { enabled: 'yes' }, { enabled: 'must be true or false' }],
    ['a text for a list', { tags: 'a' }, { tags: 'must be a list' }],
    ['a list for an object', { headers: [] }, { headers: 'must be an object' }],
    ['a value outside a union', { severity: 'fatal' }, { severity: 'must be one of critical, warning, info' }],
    ['another IP family', { ipFamily: 5 }, { ipFamily: 'must be one of auto, 4, 6' }],
    ['a bad duration', { interval: '5 min' }, { interval: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d' }],
    ['no duration at all', { interval: true }, { interval: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d' }],
    ['a secret that is no text', { headers: { 'X-Key': 7 } }, { 'headers.X-Key': 'must be text, in quotes' }],
    ['a half assertion', { assertions: [{ on: 'status' }] }, { 'assertions.0.is': operators }],
  ])('%s', (_, fields, problems) => {
    expect(fieldsOf('monitors.create', { kind: 'http', url: 'http://a', ...fields })).toEqual(problems);
  });

  test('several problems stand side by side', () => {
    expect(fieldsOf('monitors.create', { kind: 'http', tags: 'a', colour: 'red', interval: '1x' })).toEqual({
      url: 'is required',
      tags: 'must be a list',
      colour: 'is not a known field',
      interval: 'is not a duration: write 500ms, 30s, 5m, 1h or 2d',
    });
  });

  test('a missing kind', () => {
    expect(fieldsOf('monitors.create', { url: 'http://a' })).toEqual({
      kind: 'is required: must be one of http, heartbeat',
    });
  });

  test('something that is no object', () => {
    expect(fieldsOf('monitors.get', 'shop-api')).toEqual({ input: 'must be an object' });
    expect(fieldsOf('monitors.get', null)).toEqual({ input: 'must be an object' });
    expect(fieldsOf('monitors.get', undefined)).toEqual({ input: 'is required' });
  });

  test('a number outside its bounds', () => {
    expect(fieldsOf('incidents.list', { limit: 0 })).toEqual({ limit: 'must be at least 1' });
    expect(fieldsOf('incidents.list', { limit: 501 })).toEqual({ limit: 'must be at most 500' });
    expect(fieldsOf('incidents.list', { limit: 1.5 })).toEqual({ limit: 'must be a whole number' });
  });

  test('no sentence repeats a value', () => {
    const result = parseInput('channels.create', { kind: 'slack', webhookUrl: ['hunter2'], hunter: 'hunter2' });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
