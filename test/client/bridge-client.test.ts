import { expect, test } from 'vitest';
import { connectBridge } from '../../electron/client/bridge-client.ts';
import { callNames } from '../../electron/contract/api.ts';
import type { Bridge } from '../../electron/contract/ipc.ts';
import { fail, ok } from '../../electron/contract/result.ts';

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

test('each call of the table crosses under its own name, and the result comes back', async () => {
  const bridge = bridgeThatAnswers(JSON.stringify(ok(['shop-api'])));
  const { api } = connectBridge(bridge);
  for (const [group, methods] of Object.entries(callNames)) {
    expect(Object.keys(Reflect.get(api, group) as object)).toEqual(methods);
  }
  expect(await api.monitors.get({ id: 'shop-api' })).toEqual(ok(['shop-api']));
  await api.overview.get(undefined);
  expect(bridge.asked).toEqual([
    ['monitors.get', { id: 'shop-api' }],
    ['overview.get', undefined],
  ]);
});

test('a refusal crosses as it is', async () => {
  const refusal = fail('not-found', 'there is no such monitor');
  const { api } = connectBridge(bridgeThatAnswers(JSON.stringify(refusal)));
  expect(await api.monitors.get({ id: 'gone' })).toEqual(refusal);
});

test('what is no result is told as a fault inside Vigilmon', async () => {
  const { api } = connectBridge(bridgeThatAnswers('null'));
  expect(await api.overview.get(undefined)).toMatchObject({ ok: false, error: { code: 'internal' } });
});

test("the subscription is the bridge's own", () => {
  const bridge = bridgeThatAnswers('');
  expect(connectBridge(bridge).subscribe).toBe(bridge.subscribe);
});
