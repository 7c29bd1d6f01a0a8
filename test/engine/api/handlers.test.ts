import { expect, expectTypeOf, test } from 'vitest';
import { callByName } from '../../../electron/contract/call-by-name.ts';
import { mapCalls, type Calls } from '../../../electron/contract/calls.ts';
import { ok } from '../../../electron/contract/result.ts';
import { openApi, type Handlers } from '../../../electron/engine/api/handlers.ts';
import { StoreError } from '../../../electron/engine/store/store-error.ts';
import { callNames } from '../../support/call-names.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { en } from '../../../electron/engine/wording/en.ts';

/** Every call does the same. */
function open(handle: (input: unknown) => unknown) {
  const log = recordedLog();
  return { log, api: openApi(mapCalls(() => handle) as unknown as Handlers, { logger: log, wording: en }) };
}

test('a call without a handler is an error of the compiler', () => {
  expectTypeOf<{ [G in keyof Handlers]: keyof Handlers[G] }>().toEqualTypeOf<{
    readonly [G in keyof Calls]: keyof Calls[G];
  }>();
  expectTypeOf<Omit<Handlers['mutes'], 'clear'>>().not.toExtend<Handlers['mutes']>();
});

test('a handler gets the parsed input, and its result is returned', async () => {
  const { api } = open((input) => ok(input));
  expect(await api.monitors.create({ kind: 'http', url: 'http://a', interval: '30s' })).toEqual(
    ok({ kind: 'http', url: 'http://a', interval: 30_000 }),
  );
  expect(await api.incidents.get({ id: 7 })).toEqual(ok({ id: 7 }));
});

test.each([null, 'a', 7, { surprise: 1 }, ['a']])(
  'arguments that do not fit the schema never reach a handler: %j',
  async (input) => {
    const asked: unknown[] = [];
    const { api } = open((given) => ok(asked.push(given)));
    for (const name of callNames) {
      const answer = await callByName(api, name, input);
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    }
    expect(asked).toEqual([]);
  },
);

test('a bug in a handler is logged, and its message is not returned', async () => {
  const { api, log } = open(() => {
    throw new Error('a bug with the password hunter2');
  });
  const answer = await api.monitors.pause({ id: 'a' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('hunter2');
  expect(log.lines).toEqual(['error: monitors.pause failed']);
});

test('a failing disk is reported as unavailable, with the reason', async () => {
  const { api } = open(async () => {
    throw new StoreError('full', null);
  });
  expect(await api.mutes.clear({ id: 1 })).toMatchObject({
    error: { code: 'unavailable', message: expect.stringContaining('disk is full') as unknown },
  });
});
