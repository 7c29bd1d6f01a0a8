import { expect, test } from 'vitest';
import { callByName } from '../../electron/contract/call-by-name.ts';
import { ok } from '../../electron/contract/result.ts';
import { echoEngine } from '../support/echo-engine.ts';
import { callNames } from '../support/call-names.ts';

test('a call receives its input unchanged and returns its result', async () => {
  const { api } = echoEngine();
  expect(await callByName(api, 'monitors.get', { id: 'a' })).toEqual(ok({ echo: { id: 'a' } }));
});

test('every call of the table is found', async () => {
  for (const name of callNames) {
    // No call takes text, so each refuses it, which is to say that it was asked.
    expect(await callByName(echoEngine().api, name, 'text')).toMatchObject({ error: { code: 'invalid' } });
  }
});

test.each([
  'monitors.explode',
  'monitors',
  '',
  'monitors.list.more',
  '__proto__.toString',
  'constructor.constructor',
  'monitors.constructor',
  'overview.toString',
])('there is no call %j', async (name) => {
  const engine = echoEngine();
  expect(await callByName(engine.api, name, {})).toBeNull();
  expect(engine.calls).toEqual([]);
});
