/**
 * What locations add to the checks of this computer, in one run: monitors without any, and monitors that name two which
 * are not due. The rounds of both alternate, so that both meet the same machine.
 */
import type { Engine } from '../../electron/engine/engine.ts';
import { valueOf } from '../support/test-engine.ts';
import { openChildService, report, withEngine } from './support.ts';

const monitors = 50;
const rounds = 100;
const warmUpRounds = 20;

const service = await openChildService();

async function add(engine: Engine, name: string, locations: readonly string[]): Promise<readonly string[]> {
  const ids = Array.from({ length: monitors }, (_, index) => `${name}-${String(index)}`);
  const common = { kind: 'http', url: service.url, interval: '1h', regionalInterval: null } as const;
  for (const id of ids) valueOf(await engine.api.monitors.create({ ...common, id, locations: [...locations] }));
  return ids;
}

await withEngine(async (engine) => {
  for (const id of ['frankfurt', 'ohio']) {
    // Nobody is asked: all checks pass, and there are no regional rounds.
    valueOf(await engine.api.locations.save({ kind: 'blackbox', id, name: id, url: 'http://127.0.0.1:9' }));
  }
  const without = await add(engine, 'without', []);
  const named = await add(engine, 'named', ['frankfurt', 'ohio']);
  const round = async (ids: readonly string[]): Promise<number> => {
    const before = process.cpuUsage();
    await Promise.all(ids.map(async (id) => valueOf(await engine.api.monitors.checkNow({ id }))));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / monitors;
  };
  const ms = { without: 0, named: 0 };
  for (let turn = -warmUpRounds; turn < rounds; turn += 1) {
    const both = { without: await round(without), named: await round(named) };
    if (turn < 0) continue;
    ms.without += both.without / rounds;
    ms.named += both.named / rounds;
  }
  report([
    { name: 'processor time of a check without locations', value: ms.without, unit: 'ms', target: '<= 0.25 ms' },
    { name: 'of one whose locations are not due', value: ms.named, unit: 'ms' },
    { name: 'of that to the one without', value: ms.named / ms.without, unit: 'x', target: '<= 1.05' },
  ]);
});
service.close();
