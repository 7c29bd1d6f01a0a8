/**
 * The AppImage and its command line, which Settings install: the image is mounted only while it runs, jobs run at any
 * time. See packages.test.ts.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PackagesUnderTest } from '../../build/test-packages.ts';
import { text } from '../../renderer/text/text.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import { freePort } from '../support/ports.ts';
import { openDebuggedPage } from './debugged-page.ts';
import { createUser, desktopProcesses, type InstalledUser, type RunningDesktop } from './installed-user.ts';
import { installPackages } from './package-managers.ts';

const { appImage } = JSON.parse(process.env['VIGILMON_PACKAGES'] ?? '{}') as PackagesUnderTest;
const token = 'nightly-backup-0123456789abcdef';
const words = text.settings.commandLine;
const patienceMs = 300_000;
const soon = { timeout: 30_000 };
/** Where it mounts itself. */
const mounted = /^\/tmp\/\.mount_[^/]+\/vigilmon/u;

describe.skipIf(appImage === null)('the AppImage', { timeout: patienceMs }, () => {
  const { path: image = '', version = '' } = appImage ?? {};
  const directory = createTempDirectory();
  let user: InstalledUser;
  let desktop: RunningDesktop;
  let debuggingPort = 0;

  beforeAll(async () => {
    // Its own runtime needs them.
    await installPackages(['fuse3', 'libfuse2']);
    user = await createUser(directory.path);
    debuggingPort = await freePort();
  }, patienceMs);

  afterAll(() => {
    for (const pid of desktopProcesses(mounted)) process.kill(pid, 'SIGKILL');
    directory.remove();
  });

  const link = (): string => join(user.home, '.local/bin/vigilmon');
  const copy = (...names: readonly string[]): string => join(user.home, '.local/share/vigilmon-cli', ...names);
  const configuration = (): string => directory.file('vigilmon.yaml');
  const start = async (): Promise<void> => {
    desktop = await user.startDesktop([image, `--remote-debugging-port=${String(debuggingPort)}`], mounted);
  };
  /** As cron runs a job: with hardly a variable. */
  const inCron = (line: string) =>
    user.run('env', '-i', `HOME=${user.home}`, 'PATH=/usr/bin:/bin', 'SHELL=/bin/sh', '/bin/sh', '-c', line);

  /** In the settings. */
  async function press(name: string, done: string): Promise<void> {
    const page = await openDebuggedPage(debuggingPort);
    await page.press(text.navigation.settings);
    await page.press(name);
    await page.see(done);
    page.close();
  }

  test('has its command line copied, which outlives its mount', async () => {
    await start();
    await press(words.install, words.installed);
    expect(readlinkSync(link())).toBe(copy(version, 'vigilmon'));
    writeFileSync(
      configuration(),
      `monitors:\n  - { id: backup, kind: heartbeat, name: Backup, schedule: { every: 1d }, token: ${token} }\n`,
    );
    expect(await inCron(`${link()} apply ${configuration()}`)).toMatchObject({ code: 0, stderr: '' });
    expect(await desktop.end()).toBe(0);
    await expect.poll(() => desktopProcesses(mounted), soon).toEqual([]);
    expect(spawnSync('mount', { encoding: 'utf8' }).stdout).not.toContain('.mount_');
    expect(await inCron(`${link()} --version`)).toMatchObject({ code: 0, stdout: `vigilmon ${version}\n` });
  });

  test('need not run for a job to run: what it misses is told later', async () => {
    const ran = await inCron(`${link()} run ${token} -- sh -c 'echo copied 3; exit 7'`);
    expect(ran).toEqual({ code: 7, stdout: 'copied 3\n', stderr: '' });
    await start();
    await expect.poll(async () => (await inCron(`${link()} status`)).stdout, soon).toMatch(/^DOWN +Backup .*7/mu);
  });

  test('replaces the copy of another version when it starts, while a job of that one goes on', async () => {
    const fifo = directory.file('go');
    spawnSync('mkfifo', ['-m', '666', fifo]);
    const job = inCron(`${link()} run ${token} -- sh -c 'read line < ${fifo}; exit 9'`);
    expect(await desktop.end()).toBe(0);
    renameSync(copy(version), copy('0.0.1'));
    rmSync(link());
    symlinkSync(copy('0.0.1/vigilmon'), link());
    await start();
    await expect.poll(() => readdirSync(copy()), soon).toEqual([version]);
    expect(readlinkSync(link())).toBe(copy(version, 'vigilmon'));
    writeFileSync(fifo, 'go\n');
    expect(await job).toMatchObject({ code: 9, stderr: '' });
    expect(await inCron(`${link()} run ${token} -- true`)).toMatchObject({ code: 0, stderr: '' });
    await expect.poll(async () => (await inCron(`${link()} status`)).stdout, soon).toMatch(/^UP +Backup /mu);
  });

  test('has the command line removed by the same button, and nothing else', async () => {
    await press(words.remove, words.removed);
    expect(lstatSync(link(), { throwIfNoEntry: false })).toBeUndefined();
    expect(existsSync(copy())).toBe(false);
    expect(await desktop.end()).toBe(0);
    expect(existsSync(join(user.dataDirectory, 'vigilmon.db'))).toBe(true);
  });
});
