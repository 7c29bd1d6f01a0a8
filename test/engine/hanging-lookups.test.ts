/** Names that never resolve, beside ones that do. */
import { expect, onTestFinished, test } from 'vitest';
import { holdLookups, loopback } from '../support/held-lookups.ts';
import { manualClock } from '../support/manual-clock.ts';
import { startTargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

test('take no healthy monitor down, and recover when the name server does', async () => {
  const server = await startTargetServer();
  onTestFinished(() => server.close());
  const clock = manualClock();
  const system = holdLookups();
  system.answer('healthy.example', loopback, true);
  const engine = await openTestEngine({
    directory: tempDirectory(onTestFinished),
    clock,
    startLookupHelper: system.start,
  });
  onTestFinished(() => engine.stop());
  const create = async (id: string): Promise<void> => {
    valueOf(
      await engine.api.monitors.create({ id, kind: 'http', url: `http://${id}.example:${String(server.port)}/` }),
    );
  };
  const states = async (): Promise<Record<string, string>> => {
    const { monitors } = valueOf(await engine.api.overview.get(undefined));
    return Object.fromEntries(monitors.map(({ id, state }) => [id, state]));
  };
  const dead = Array.from({ length: 40 }, (_, index) => `dead-${String(index)}`);
  for (const id of dead) await create(id);
  engine.start();
  for (let second = 0; second < 120; second += 1) await clock.advance(1_000);
  expect(new Set(Object.values(await states()))).toEqual(new Set(['down']));
  await create('healthy');
  await clock.advance(0);
  await engine.untilState('healthy', 'up');

  for (const id of dead) system.answer(`${id}.example`, loopback, true);
  for (let i = 0; i < 200 && Object.values(await states()).some((state) => state !== 'up'); i += 1) {
    await clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(new Set(Object.values(await states()))).toEqual(new Set(['up']));
});
