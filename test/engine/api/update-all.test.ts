/** Several monitors are changed by one call: all of them, or none. */
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

/** Nobody listens there. */
const url = 'http://127.0.0.1:1/';
const token = 'mailer-token-0123456789';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  for (const id of ['shop', 'cart', 'search']) {
    valueOf(
      await engine.api.monitors.create({ kind: 'http', id, url, interval: '1m', tags: ['prod'], enabled: false }),
    );
  }
  valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' }, token }));
});
afterEach(() => engine.stop());

const stored = async () => valueOf(await engine.api.monitors.list(undefined));

test('fields of several kinds are changed at once, and no others', async () => {
  const changed = valueOf(
    await engine.api.monitors.updateAll({
      patches: [
        { id: 'shop', kind: 'http', interval: '30s', failAfter: 3, tags: ['prod', 'eu'] },
        { id: 'mailer', kind: 'heartbeat', failAfter: 3, severity: 'warning' },
      ],
    }),
  );
  expect(changed).toMatchObject([
    { id: 'shop', interval: 30_000, failAfter: 3, tags: ['prod', 'eu'], url },
    { id: 'mailer', failAfter: 3, severity: 'warning' },
  ]);
  const failAfters = (await stored()).map(({ id, failAfter }) => [id, failAfter]);
  expect(Object.fromEntries(failAfters)).toEqual({ shop: 3, cart: 2, search: 2, mailer: 3 });
});

test('one bad value changes none, and each problem names its monitor and its field', async () => {
  const before = await stored();
  const interval = '5s';
  const patches = [
    { id: 'shop', kind: 'http', severity: 'info' },
    { id: 'cart', kind: 'http', interval, timeout: '5s' },
    { id: 'search', kind: 'http', failAfter: 0 },
  ] as const;
  const answer = await engine.api.monitors.updateAll({ patches: [...patches] });
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(Object.keys((!answer.ok && answer.error.fields) || {})).toEqual(['cart.timeout', 'search.failAfter']);
  expect(await stored()).toEqual(before);
});

test('a monitor that is gone changes none', async () => {
  const before = await stored();
  const patches = ['shop', 'gone'].map((id) => ({ id, kind: 'http' as const, severity: 'info' as const }));
  expect(await engine.api.monitors.updateAll({ patches })).toMatchObject({ error: { code: 'not-found' } });
  expect(await stored()).toEqual(before);
});

test('patches are judged together: no circle of dependencies, no token twice', async () => {
  const circle = [
    { id: 'shop', kind: 'http', dependsOn: ['cart'] },
    { id: 'cart', kind: 'http', dependsOn: ['shop'] },
  ] as const;
  const refused = await engine.api.monitors.updateAll({ patches: circle.map((one) => ({ ...one })) });
  const said = expect.stringContaining('cycle') as string;
  expect(refused).toMatchObject({ ok: false, error: { fields: { 'shop.dependsOn': said, 'cart.dependsOn': said } } });

  valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'backup', schedule: { every: '1d' } }));
  const taken = await engine.api.monitors.updateAll({
    patches: ['mailer', 'backup'].map((id) => ({ id, kind: 'heartbeat' as const, token: 'one-token-for-both-0123' })),
  });
  expect(taken).toMatchObject({ ok: false, error: { fields: { 'backup.token': expect.any(String) as string } } });
});

test('monitors may exchange what they depend on, in any order', async () => {
  const patch = (id: string, ...dependsOn: string[]) => ({ id, kind: 'http' as const, dependsOn });
  valueOf(await engine.api.monitors.updateAll({ patches: [patch('shop', 'cart'), patch('cart', 'search')] }));
  const changed = await engine.api.monitors.updateAll({
    patches: [patch('search', 'cart'), patch('cart', 'shop'), patch('shop')],
  });
  expect(valueOf(changed)).toMatchObject([{ dependsOn: ['cart'] }, { dependsOn: ['shop'] }, { dependsOn: [] }]);
});

test('the patches for one monitor add up', async () => {
  const patches = [{ failAfter: 4 }, { recoverAfter: 5 }].map((one) => ({ id: 'shop', kind: 'http' as const, ...one }));
  expect(valueOf(await engine.api.monitors.updateAll({ patches }))).toMatchObject([{ failAfter: 4, recoverAfter: 5 }]);
});
