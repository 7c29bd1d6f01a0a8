/**
 * The life of a package on a machine, in the order of the tests: it is installed, used, updated and removed. Only
 * `npm run test:packages` runs this, in a view of the machine that is thrown away.
 */
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linuxPackagers } from '../../build/linux-packages.ts';
import { droppedFile, type PackagesUnderTest } from '../../build/test-packages.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import {
  createUser,
  desktopProcesses,
  installedAt,
  type InstalledUser,
  type RunningDesktop,
} from './installed-user.ts';
import { differences, machineFiles } from './machine-files.ts';
import { packageManagers } from './package-managers.ts';

const packages = JSON.parse(process.env['VIGILMON_PACKAGES'] ?? '{}') as PackagesUnderTest;
/** Where the overlays keep what is changed. */
const scratch = process.env['VIGILMON_PACKAGES_SCRATCH'] ?? '';
const token = 'nightly-backup-0123456789abcdef';

/** A package is large, and a machine may be slow. */
const patienceMs = 300_000;

const configuration = (url: string): string => `monitors:
  - { id: shop, kind: http, name: Shop, url: ${url}, interval: 5s }
  - { id: backup, kind: heartbeat, name: Backup, schedule: { every: 1d }, grace: 1h, token: ${token} }
`;

describe.each(linuxPackagers)('the %s', { timeout: patienceMs }, (packager) => {
  const manager = packageManagers[packager];
  const { older, newer } = packages[packager];
  const directory = createTempDirectory();
  const shop = createServer((_request, response) => response.end('open'));
  let user: InstalledUser;
  let before: ReadonlyMap<string, string>;
  let desktop: RunningDesktop;
  let exported = '';

  beforeAll(async () => {
    shop.listen(0, '127.0.0.1');
    await once(shop, 'listening');
    user = await createUser(directory.path);
    await manager.prepare(older.path);
    before = machineFiles();
  }, patienceMs);

  afterAll(() => {
    for (const pid of desktopProcesses()) process.kill(pid, 'SIGKILL');
    shop.close();
    directory.remove();
  });

  /** What the running program knows: state by monitor. */
  const states = async (): Promise<Readonly<Record<string, string>>> => {
    const { stdout } = await user.run('vigilmon', 'status', '--json');
    const { monitors } = JSON.parse(stdout) as {
      readonly monitors: readonly Readonly<Record<'id' | 'state', string>>[];
    };
    return Object.fromEntries(monitors.map(({ id, state }) => [id, state]));
  };

  test('is installed with its command on the PATH, and nothing that others may write to', async () => {
    await manager.install(older.path);
    expect(await manager.installedVersion()).toBe(older.version);
    const added = differences(before, machineFiles(), scratch).filter((path) => !lstatSync(path).isSymbolicLink());
    expect(added).toContain(join(installedAt, droppedFile));
    const open = added.filter((path) => lstatSync(path).uid !== 0 || (lstatSync(path).mode & 0o022) !== 0);
    expect(open).toEqual([]);
    expect(statSync(join(installedAt, 'chrome-sandbox')).mode & 0o7777).toBe(0o4755);
    expect(realpathSync('/usr/bin/vigilmon')).toBe(join(installedAt, 'resources/cli/vigilmon'));
    expect(await user.run('vigilmon', '--version')).toMatchObject({ code: 0, stdout: `vigilmon ${newer.version}\n` });
  });

  test('checks a target and leaves a job its exit code, without the desktop', async () => {
    const { port } = shop.address() as AddressInfo;
    expect((await user.run('vigilmon', 'check', `http://127.0.0.1:${String(port)}/`)).code).toBe(0);
    expect((await user.run('vigilmon', 'run', token, '--', 'sh', '-c', 'exit 7')).code).toBe(7);
  });

  test('is opened by its desktop entry, with its page in the sandbox', async () => {
    const entry = readFileSync('/usr/share/applications/vigilmon.desktop', 'utf8');
    expect(entry).toMatch(/^Exec=vigilmon-desktop %U$/m);
    desktop = await user.startDesktop();
    await expect.poll(() => desktop.processes('renderer').length, { timeout: 30_000 }).toBeGreaterThan(0);
    for (const pid of desktop.processes('renderer')) {
      expect(readFileSync(`/proc/${String(pid)}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m);
    }
  });

  test('monitors what a file names, and records what its jobs report', async () => {
    const { port } = shop.address() as AddressInfo;
    const file = directory.file('vigilmon.yaml');
    writeFileSync(file, configuration(`http://127.0.0.1:${String(port)}/`));
    expect(await user.run('vigilmon', 'apply', file)).toMatchObject({ code: 0, stderr: '' });
    expect((await user.run('vigilmon', 'run', token, '--', 'true')).code).toBe(0);
    await expect.poll(states, { timeout: 20_000 }).toEqual({ shop: 'up', backup: 'up' });
    exported = (await user.run('vigilmon', 'export')).stdout;
    expect(exported).toContain('Backup');
  });

  test('is updated while it runs, and the next start has its data', async () => {
    await manager.install(newer.path);
    expect(await manager.installedVersion()).toBe(newer.version);
    expect(existsSync(join(installedAt, droppedFile))).toBe(false);
    expect(await states()).toEqual({ shop: 'up', backup: 'up' });
    expect(await desktop.end()).toBe(0);
    desktop = await user.startDesktop();
    expect((await states())['backup']).toBe('up');
    expect((await user.run('vigilmon', 'export')).stdout).toBe(exported);
  });

  test('is removed without a trace, except for the data of its users', async () => {
    expect(await desktop.end()).toBe(0);
    await manager.remove();
    expect(await manager.installedVersion()).toBeNull();
    expect(differences(before, machineFiles(), scratch)).toEqual([]);
    expect(desktopProcesses()).toEqual([]);
    expect(existsSync(join(user.dataDirectory, 'vigilmon.db'))).toBe(true);
  });
});
