/** From a computer to a configuration file, and on this one for real. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readYaml } from '../../../electron/engine/config/yaml-source.ts';
import { parseConfig } from '../../../electron/engine/config/parse.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { offerLines } from '../../../electron/headless/cli/discover.ts';
import { offersOf, type Offer } from '../../../electron/headless/discover/offers.ts';
import { search, type Computer } from '../../../electron/headless/discover/search.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';
import { vigilmon } from '../../support/source-command.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

const known = 'known-token-0123456789';
const crontab = `0 3 * * 1-5 /opt/backup.sh\n*/5 * * * * vigilmon run ${known} -- sync\n0~9 * * * * odd\n`;
const procNet = `0: 0100007F:0BB8 00000000:0000 0A 0:0 00:0 0 1000 0 1
1: 00000000:1F90 00000000:0000 0A 0:0 00:0 0 1000 0 2
2: 0100007F:1D28 00000000:0000 0A 0:0 00:0 0 1000 0 3
3: 0100007F:0BBA 00000000:0000 0A 0:0 00:0 0 1000 0 4`;

const computer: Computer = {
  platform: 'linux',
  home: '/home/ada',
  user: 'ada',
  uid: 1000,
  readText: (path) =>
    Promise.resolve({ '/etc/cron.d/db': '30 2 * * * root dump $HOME\n', '/proc/net/tcp': procNet }[path] ?? null),
  list: (path) => Promise.resolve({ '/etc/cron.d': ['db'], '/etc/cron.daily': ['tidy', '.placeholder'] }[path] ?? []),
  ask: (program) => Promise.resolve(program === 'crontab' ? crontab : ''),
  probe: (_host, port) => Promise.resolve(({ 3000: 'http', 8080: 'http', 7464: 'http' } as const)[port] ?? null),
};

async function offers(): Promise<readonly Offer[]> {
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  onTestFinished(() => engine.stop());
  const { monitors } = engine.api;
  valueOf(
    await monitors.create({ kind: 'heartbeat', id: 'sync', name: 'Sync', schedule: { every: '5m' }, token: known }),
  );
  valueOf(await monitors.create({ kind: 'http', id: 'shop', name: 'Shop', url: 'http://localhost:8080/health' }));
  return offersOf(await search(computer), {
    monitors: valueOf(await monitors.list(undefined)),
    listenerUrl: 'http://127.0.0.1:7464',
    makeToken: () => 'fresh-token-0123456789',
  });
}

test('what is monitored is named, and the rest is offered with its schedule and its edited line', async () => {
  const found = await offers();
  expect(found.map(({ found: one, monitoredBy }) => [one.name, monitoredBy])).toEqual([
    ['backup', null],
    ['vigilmon', 'Sync'],
    ['odd', null],
    ['dump', null],
    ['tidy', null],
    ['localhost:3000', null],
    ['localhost:8080', 'Shop'],
  ]);
  const fresh = 'fresh-token-0123456789';
  const url = `http://127.0.0.1:7464/ping/${fresh}`;
  expect(found.map(({ edited }) => edited)).toEqual([
    `0 3 * * 1-5 vigilmon run ${fresh} -- /opt/backup.sh`,
    null,
    null,
    `30 2 * * * root vigilmon run ${url} -- dump $HOME`,
    `vigilmon ping ${url}`,
    null,
    null,
  ]);
});

test('the output is a configuration file that can be applied as it is', async () => {
  const yaml = offerLines(await offers(), true, en.cli).join('\n');
  expect(readYaml(yaml).ok).toBe(true);
  const parsed = parseConfig(yaml, {});
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      config: {
        monitors: [
          { kind: 'heartbeat', id: 'backup', schedule: { cron: ['0 3 * * 1-5'] } },
          { kind: 'heartbeat', id: 'dump', schedule: { cron: ['30 2 * * *'] } },
          { kind: 'heartbeat', id: 'tidy', schedule: { every: 86_400_000 } },
          { kind: 'http', id: 'localhost-3000', url: 'http://127.0.0.1:3000/' },
        ],
      },
    },
  });
  expect(yaml).toContain('#   crontab: vigilmon run known-token-0123456789 -- sync: Sync');
  expect(yaml).toContain('#   crontab: odd');
});

test.skipIf(process.platform === 'win32')(
  'a program of this user that listens here is found',
  { timeout: 30_000 },
  async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await vigilmon(['discover', '--json', '--data', tempDirectory(onTestFinished)]);
    expect([code, stderr]).toEqual([0, '']);
    // Ports that the system chose are usually those of clients, and left out.
    if (process.platform === 'linux' && port < 49_152) expect(stdout).toContain(`"port": ${port}`);
  },
);
