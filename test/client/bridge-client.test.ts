import { expect, test } from 'vitest';
import { connectBridge } from '../../electron/client/bridge-client.ts';
import type { Api, CallName } from '../../electron/contract/calls.ts';
import type { Bridge } from '../../electron/contract/ipc.ts';
import { fail, ok } from '../../electron/contract/result.ts';
import { callNames } from '../support/call-names.ts';
import { clientWords } from '../support/client-words.ts';

function bridgeThatAnswers(text: string): Bridge & { readonly asked: readonly unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    call(...args) {
      asked.push(args);
      return Promise.resolve(text);
    },
    subscribe: () => () => undefined,
  };
}

function callOf(api: Api, name: CallName): (input: unknown) => Promise<unknown> {
  const [group = '', method = ''] = name.split('.');
  return Reflect.get(Reflect.get(api, group) as object, method) as (input: unknown) => Promise<unknown>;
}

test('each call of the table crosses under its own name, and the result comes back', async () => {
  const bridge = bridgeThatAnswers(JSON.stringify(ok(['shop-api'])));
  const { api } = connectBridge(bridge, clientWords);
  expect(await api.monitors.get({ id: 'shop-api' })).toEqual(ok(['shop-api']));
  await api.overview.get(undefined);
  expect(bridge.asked).toEqual([
    ['monitors.get', { id: 'shop-api' }],
    ['overview.get', undefined],
  ]);
});

test('every call that the engine has can be made by its name', async () => {
  const bridge = bridgeThatAnswers(JSON.stringify(ok(null)));
  const { api } = connectBridge(bridge, clientWords);
  for (const name of callNames) await callOf(api, name)('what it takes');
  expect(bridge.asked).toEqual(callNames.map((name) => [name, 'what it takes']));
});

test('a client may be handed on by a promise', async () => {
  const { api } = connectBridge(bridgeThatAnswers('null'), clientWords);
  expect(await Promise.resolve(api)).toBe(api);
  const group = api.monitors;
  expect(await Promise.resolve(group)).toBe(group);
});

test('a refusal crosses as it is', async () => {
  const refusal = fail('not-found', 'there is no such monitor');
  const { api } = connectBridge(bridgeThatAnswers(JSON.stringify(refusal)), clientWords);
  expect(await api.monitors.get({ id: 'gone' })).toEqual(refusal);
});

test('what is no result is told as a fault inside Vigilmon', async () => {
  const { api } = connectBridge(bridgeThatAnswers('null'), clientWords);
  expect(await api.overview.get(undefined)).toMatchObject({ ok: false, error: { code: 'internal' } });
});

test("the subscription is the bridge's own", () => {
  const bridge = bridgeThatAnswers('');
  expect(connectBridge(bridge, clientWords).subscribe).toBe(bridge.subscribe);
});
