/** From a computer to a configuration file, and on this one for real. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readYaml } from '../../electron/engine/config/yaml-source.ts';
import { parseConfig } from '../../electron/engine/config/parse.ts';
import { en } from '../../electron/engine/wording/en.ts';
import { findProgram } from '../../electron/host/this-computer.ts';
import { offerLines } from '../../electron/headless/cli/discover.ts';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { Offer } from '../../electron/contract/model/discovery.ts';
import { discover } from '../../electron/engine/discovery/discover.ts';
import type { Computer } from '../../electron/engine/ports.ts';
import { knownComputer } from '../support/known-computer.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';
import { vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const known = 'known-token-0123456789';
const uuid = '1a2b3c4d-0000-4000-8000-000000000001';
const crontab = `0 3 * * 1-5 /opt/backup.sh
*/5 * * * * vigilmon run ${known} -- sync
0~9 * * * * odd
@hourly feed && curl https://hc-ping.com/${uuid}
`;
const procNet = `0: 0100007F:0BB8 00000000:0000 0A 0:0 00:0 0 1000 0 1
1: 00000000:1F90 00000000:0000 0A 0:0 00:0 0 1000 0 2
2: 0100007F:1D28 00000000:0000 0A 0:0 00:0 0 1000 0 3
3: 0100007F:0BBA 00000000:0000 0A 0:0 00:0 0 1000 0 4`;

const timers = `Id=mail.timer
Unit=mail.service
TimersCalendar={ OnCalendar=*-*-* 06:00:00 ; next_elapse=n/a }
RandomizedDelayUSec=12h
AccuracyUSec=1min

Id=pinged.timer
Unit=pinged.service
TimersMonotonic={ OnUnitActiveUSec=5min ; next_elapse=0 }
`;
const units = `Id=mail.service
ExecStart={ path=/bin/mail ; argv[]=/bin/mail ; ignore_errors=no }

Id=pinged.service
ExecStart={ path=/bin/true ; argv[]=/bin/true ; ignore_errors=no }
ExecStopPost={ path=/usr/bin/vigilmon ; argv[]=/usr/bin/vigilmon ping ${known} --exit 0 ; ignore_errors=yes }
`;
const computer = knownComputer({
  files: {
    '/etc/crontab':
      '*/15 * * * * root run-parts --report /etc/cron.quarter\n25 6 * * * root run-parts /etc/cron.daily\n',
    '/etc/cron.d/db': '30 2 * * * root dump $HOME\n',
    '/etc/cron.daily/covered': `#!/bin/sh\nvigilmon ping http://127.0.0.1:7464/ping/${known}\n`,
    '/proc/net/tcp': procNet,
  },
  folders: {
    '/etc/cron.d': ['db', 'db.dpkg-old'],
    '/etc/cron.daily': ['tidy', 'covered', '.placeholder'],
    '/etc/cron.quarter': ['poll'],
  },
  prints: {
    'crontab -l': crontab,
    'systemctl --user show --no-pager --property=Id,Unit': timers,
    'systemctl --user show --no-pager --property=Id,Exec': units,
    'podman ps': JSON.stringify([{ Names: ['cache'], Status: 'Up 2 hours (healthy)', Ports: null }]),
  },
  ports: { 3000: 'http', 8080: 'http', 7464: 'http' },
});

async function offersOn(searched: Computer, ...inputs: readonly MonitorInput[]): Promise<readonly Offer[]> {
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  onTestFinished(() => engine.stop());
  for (const input of inputs) valueOf(await engine.api.monitors.create(input));
  return discover({
    computer: searched,
    monitors: valueOf(await engine.api.monitors.list(undefined)),
    listenerUrl: 'http://127.0.0.1:7464',
    randomness: { bytes: (count) => new Uint8Array(count) },
  });
}

const offers = (): Promise<readonly Offer[]> =>
  offersOn(
    computer,
    { kind: 'heartbeat', id: 'sync', name: 'Sync', schedule: { every: '5m' }, token: known },
    { kind: 'http', id: 'shop', name: 'Shop', url: 'http://localhost:8080/health' },
  );

test('what is monitored is named, and the rest is offered with its schedule and its edited line', async () => {
  const found = await offers();
  const fresh = 'AAAAAAAAAAAAAAAAAAAAAAAA';
  const url = `http://127.0.0.1:7464/ping/${fresh}`;
  expect(found.map(({ found: one, monitoredBy, edited }) => [one.name, monitoredBy, edited])).toEqual([
    ['backup', null, `0 3 * * 1-5 vigilmon run ${fresh} -- /opt/backup.sh`],
    ['sync', 'Sync', null],
    ['odd', null, null],
    ['feed', null, `@hourly feed && curl http://127.0.0.1:7464/ping/${uuid}`],
    ['dump', null, `30 2 * * * root vigilmon run ${url} -- dump $HOME`],
    ['tidy', null, `vigilmon ping ${url}`],
    ['covered', 'Sync', null],
    ['poll', null, `vigilmon ping ${url}`],
    ['mail', null, expect.stringContaining(`ExecStopPost=-/usr/bin/vigilmon ping ${fresh} --exit`)],
    ['pinged', 'Sync', null],
    ['cache', null, null],
    ['localhost:3000', null, null],
    ['localhost:8080', 'Shop', null],
  ]);
});

test('a monitor whose job still pings Healthchecks is named, with the edited line', async () => {
  const searched = knownComputer({ prints: { 'crontab -l': `@daily vacuum && curl https://hc-ping.com/${uuid}\n` } });
  const monitor = { kind: 'heartbeat', name: 'Vacuum', schedule: { every: '1d' }, token: uuid } as const;
  const [found] = await offersOn(searched, monitor);
  expect(found).toMatchObject({
    monitoredBy: 'Vacuum',
    monitor: null,
    edited: `@daily vacuum && curl http://127.0.0.1:7464/ping/${uuid}`,
  });
});

test('a monitor that was added for a job gives it the same line again, until the job pings', async () => {
  const line = (command: string): string => `@daily ${command}\n`;
  const vacuum = { kind: 'heartbeat', name: 'vacuum', schedule: { cron: '@daily' } } as const;
  const others = [
    { ...vacuum, id: 'renamed', name: 'Vacuum of the attic', token: `${known}x` },
    { ...vacuum, id: 'hourly', schedule: { cron: '@hourly' }, token: `${known}y` },
  ] as const;
  const jobs = `${line('vacuum')}${line(`vigilmon run ${known} -- vacuum`)}${line('vacuum')}${line('vacuum')}`;
  const found = await offersOn(
    knownComputer({ prints: { 'crontab -l': jobs } }),
    ...others,
    { ...vacuum, id: 'vacuum', token: known },
    { ...vacuum, id: 'vacuum-2', token: `${known}2` },
    { ...vacuum, id: 'vacuum-3', token: `${known}3` },
  );
  expect(found.map(({ monitoredBy, monitor, edited }) => [monitoredBy, monitor?.id, edited])).toEqual([
    ['vacuum', undefined, `@daily vigilmon run ${known}2 -- vacuum`],
    ['vacuum', undefined, null],
    ['vacuum', undefined, `@daily vigilmon run ${known}3 -- vacuum`],
    [null, 'vacuum-4', '@daily vigilmon run AAAAAAAAAAAAAAAAAAAAAAAA -- vacuum'],
  ]);
});

test('a monitor that was renamed is still that of its job', async () => {
  const vacuum = { kind: 'heartbeat', id: 'vacuum-2', name: 'Attic', schedule: { cron: '@daily' } } as const;
  const searched = knownComputer({ prints: { 'crontab -l': '@daily vacuum\n@daily vac\n' } });
  const found = await offersOn(searched, vacuum);
  expect(found.map(({ monitoredBy }) => monitoredBy)).toEqual(['Attic', null]);
});

test('a port that is for another protocol than HTTP is offered without a request', async () => {
  const files = { '/proc/net/tcp': '0: 0100007F:1538 00000000:0000 0A 0:0 00:0 0 1000 0 1' };
  const probe = (): Promise<never> => Promise.reject(new Error('It is not asked'));
  const [found] = await offersOn({ ...knownComputer({ files }), probe });
  expect(found?.monitor).toMatchObject({ kind: 'tcp', host: '127.0.0.1', port: 5432 });
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
          { kind: 'heartbeat', id: 'feed', schedule: { cron: ['@hourly'] }, token: uuid },
          { kind: 'heartbeat', id: 'dump', schedule: { cron: ['30 2 * * *'] } },
          { kind: 'heartbeat', id: 'tidy', schedule: { every: 86_400_000 } },
          { kind: 'heartbeat', id: 'poll', schedule: { cron: ['*/15 * * * *'] } },
          { kind: 'heartbeat', id: 'mail', schedule: { cron: ['0 6 * * *'] }, grace: 43_320_000 },
          { kind: 'container', id: 'cache', container: 'cache' },
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

test('a job that is changed starts the command line where cron would not look for it, and those of others curl', async () => {
  const program = '/home/ada/.local/bin/vigilmon';
  const system = 'systemctl show --no-pager --property=';
  const edited = (
    await offersOn({
      ...computer,
      findProgram: () => program,
      ask: async (command, args) => {
        const asked = [command, ...args].join(' ');
        if (asked.startsWith(`${system}Id,Unit`))
          return 'Id=trim.timer\nUnit=trim.service\nTimersCalendar={ OnCalendar=Sat *-*-* 05:30:00 ; }\n';
        return computer.ask(command, args);
      },
    })
  )
    .flatMap((offer) => offer.edited ?? [])
    .join('\n');
  expect(edited).toMatch(/^0 3 \* \* 1-5 \/home\/ada\/\.local\/bin\/vigilmon run \S+ -- \/opt\/backup\.sh$/m);
  const curl = String.raw`curl -fs -m 10 --noproxy 127\.0\.0\.1,localhost,::1 -o /dev/null`;
  const url = String.raw`http://127\.0\.0\.1:7464/ping/\S+`;
  expect(edited).toMatch(new RegExp(`^30 2 \\* \\* \\* root ${curl} ${url}/start; dump \\$HOME; s=`, 'm'));
  expect(edited).toMatch(new RegExp(`^${curl} --retry 3 --retry-connrefused ${url}$`, 'm'));
  expect(edited).toMatch(
    new RegExp(`^ExecStopPost=-/usr/bin/${curl} --retry 3 --retry-connrefused ${url}/\\$\\{EXIT_STATUS\\}$`, 'm'),
  );
  expect(edited).toMatch(/^ExecStartPre=-\/home\/ada\/\.local\/bin\/vigilmon ping /m);
});

test.skipIf(process.platform === 'win32')('the command line is found where the shell or the user has it', () => {
  const home = tempDirectory(onTestFinished);
  const put = (folder: string): string => {
    mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, folder, 'vigilmon'), '', { mode: 0o755 });
    return join(home, folder);
  };
  const bin = put('.local/bin');
  const other = put('other bin');
  mkdirSync(join(home, 'folder/vigilmon'), { recursive: true });
  expect(findProgram(`${join(home, 'folder')}:.`, home)).toBe(join(bin, 'vigilmon'));
  expect(findProgram(other, home)).toBe(`'${join(other, 'vigilmon')}'`);
  // As in an AppImage, where the program itself is found by this name.
  mkdirSync(join(home, 'mount'));
  symlinkSync(process.execPath, join(home, 'mount/vigilmon'));
  expect(findProgram(join(home, 'mount'), home)).toBe(join(bin, 'vigilmon'));
});
