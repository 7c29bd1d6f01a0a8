/** Two machines, and the cable between them cut: unreachable monitors do not go down, reachable ones still do. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { Incident } from '../../../electron/contract/model/history.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import {
  anchorAddresses,
  farAddress,
  lanAddress,
  obstacleToNamespaces,
  openTwoMachines,
  type Agent,
} from '../../support/two-machines.ts';
import { test } from '../fixtures.ts';

/** A notify-send that records its arguments, called by node-notifier. */
function placeNotifySend(directory: string): { readonly path: string; readonly titles: () => readonly string[] } {
  const path = join(directory, 'bin');
  const kept = join(directory, 'notifications');
  mkdirSync(path);
  writeFileSync(join(path, 'notify-send'), `#!/bin/sh\necho "$1" >> '${kept}'\n`);
  chmodSync(join(path, 'notify-send'), 0o755);
  const titles = (): readonly string[] => (existsSync(kept) ? readFileSync(kept, 'utf8').trim().split('\n') : []);
  return { path, titles };
}

/** Any error fails the test; the type of the value is the call's by contract. */
async function call<T>(api: Agent, method: string, input: object): Promise<T> {
  const answer = (await api.tell(`${method} ${JSON.stringify(input)}`)) as { ok: boolean; value: T };
  expect(answer, method).toMatchObject({ ok: true });
  return answer.value;
}

async function statesOf(api: Agent): Promise<Record<string, string>> {
  const { connection, monitors } = await call<Overview>(api, 'overview.get', {});
  return { connection, ...Object.fromEntries(monitors.map(({ id, state }) => [id, state])) };
}

const obstacle = obstacleToNamespaces();

test('a cut internet connection silences only internet monitors', async ({ directory, launch }) => {
  test.skip(obstacle !== null, obstacle ?? '');
  const machines = openTwoMachines();
  try {
    const far = await machines.startAgent('world', ['serve', '0.0.0.0', '8080']);
    const lan = await machines.startAgent('world', ['serve', lanAddress, '8081']);
    const near = await machines.startAgent('own', ['serve', '127.0.0.1', '8082']);
    const { path, titles } = placeNotifySend(directory);
    const env = { PATH: `${path}:${process.env['PATH'] ?? ''}` };
    const host = await launch({ namespace: machines.own, env });
    const api = await machines.startAgent('own', ['call', host.url, host.token]);

    await call(api, 'settings.update', { anchors: anchorAddresses.map((one) => `http://${one}:8080/generate_204`) });
    const targets = { far: `${farAddress}:8080`, lan: `${lanAddress}:8081`, near: '127.0.0.1:8082' };
    for (const [id, target] of Object.entries(targets)) {
      const timing = { interval: '5s', timeout: '2s', recheckInterval: '1s' };
      await call(api, 'monitors.create', { id, name: id, kind: 'http', url: `http://${target}/`, ...timing });
    }
    const soon = expect.configure({ timeout: 60_000 });
    const allWell = { connection: 'online', far: 'up', lan: 'up', near: 'up' };
    await soon.poll(() => statesOf(api)).toEqual(allWell);

    machines.setCable('internet', false);
    await Promise.all([lan.tell('503'), near.tell('503')]);
    await soon.poll(() => statesOf(api)).toEqual({ connection: 'offline', far: 'unknown', lan: 'down', near: 'down' });

    machines.setCable('internet', true);
    await Promise.all([lan.tell('200'), near.tell('200')]);
    await soon.poll(() => statesOf(api)).toEqual(allWell);
    await soon.poll(() => titles().filter((title) => title.startsWith('Back online after')).length).toBe(1);
    expect(titles().filter((title) => title === 'You are offline')).toHaveLength(1);
    const { items } = await call<{ items: readonly Incident[] }>(api, 'incidents.list', {});
    expect(items.map(({ monitorId }) => monitorId).sort()).toEqual(['lan', 'near']);

    await far.tell('503');
    await soon.poll(() => statesOf(api)).toEqual({ ...allWell, far: 'down' });
  } finally {
    machines.remove();
  }
});
