/**
 * The desktop application: time until the tray icon and the window are ready, with 1,000 monitors and a year of history,
 * and its cost while idle. It starts alternately with a bare Electron, which accounts for much of the start. It uses the
 * installed Electron (named in the figures), a session bus and a tray of its own; if no window can be opened, it is skipped.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron } from 'playwright';
import { findElectron, obstacleToWindow } from '../../build/electron-binary.ts';
import { ensureBuilt, root } from '../../build/fresh-build.ts';
import { end, openSessionBus } from '../support/session-bus.ts';
import { openStatusNotifierWatcher, type StatusNotifierWatcher } from '../support/status-notifier-watcher.ts';
import { writeBareApplication } from './bare-application.ts';
import { openSeededStore, seedYear } from './seed.ts';
import { openChildService, percentile, report, skip, type Figure } from './support.ts';

const starts = 5;
const idleSeconds = 60;
/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

const binary = findElectron();
const obstacle =
  binary === null ? 'no Electron binary' : process.platform === 'linux' ? obstacleToWindow() : 'not Linux';
if (binary === null || obstacle !== null) skip(obstacle ?? 'no Electron binary');
else await measure(binary);

async function measure(program: string): Promise<void> {
  ensureBuilt();
  const version = readFileSync(join(dirname(program), 'version'), 'utf8').trim();
  const bus = await openSessionBus();
  const panel = await openStatusNotifierWatcher(bus.connection);
  const env = { ...definedIn(process.env), DBUS_SESSION_BUS_ADDRESS: bus.address };
  const figures = [...(await measureStarts({ program, env, panel })), ...(await measureIdle({ program, env, panel }))];
  await bus.close();
  report(figures.map((figure) => ({ ...figure, name: `${figure.name} (Electron ${version})` })));
}

interface Surroundings {
  readonly program: string;
  readonly env: Record<string, string>;
  readonly panel: StatusNotifierWatcher;
}

/** A bare Electron, started alternately; the difference is the cost of Vigilmon. */
async function measureStarts(surroundings: Surroundings): Promise<readonly Figure[]> {
  const service = await openChildService();
  const seeded = await openSeededStore(1_000, { url: service.url, isUp: true });
  for (const stream of seeded.streams) seedYear(seeded.store, stream, seeded.nowMs);
  seeded.store.close();
  const bare = writeBareApplication();
  const ours = [root, '--data', seeded.directory, '--port', '0'];
  const times = { icon: [] as number[], bareIcon: [] as number[], state: [] as number[] };
  const windows = { ours: [] as number[], bare: [] as number[] };
  for (let start = 0; start < starts; start += 1) {
    times.bareIcon.push((await timeToTray(bare.args, surroundings)).icon);
    const { icon, state } = await timeToTray(ours, surroundings, ' up');
    times.icon.push(icon);
    times.state.push(state);
  }
  for (let start = 0; start < starts; start += 1) {
    windows.bare.push(await timeToWindow(bare.args, surroundings));
    windows.ours.push(await timeToWindow(ours, surroundings));
  }
  service.close();
  seeded.remove();
  bare.remove();
  const median = (name: string, values: readonly number[], target?: string): Figure => {
    return { name, value: percentile(values, 0.5), unit: 'ms', ...(target === undefined ? {} : { target }) };
  };
  return [
    median('start to the icon in the tray', times.icon, '< 1 s'),
    median('- of which a bare Electron', times.bareIcon),
    median('start to the state in the tray', times.state),
    median('start to the list in the window, under Playwright', windows.ours, '< 2 s'),
    median('- of which a bare Electron window', windows.bare),
  ];
}

interface TrayTimes {
  readonly icon: number;
  readonly state: number;
}

/** @param says how the tooltip ends once it shows the state. */
async function timeToTray(
  args: readonly string[],
  { program, env, panel }: Surroundings,
  says = '',
): Promise<TrayTimes> {
  const item = panel.nextItem();
  const began = performance.now();
  const application = spawn(program, [...args, '--hidden'], { env, cwd: root, stdio: 'ignore' });
  const tray = await item;
  const icon = performance.now() - began;
  while (!(await tray.tooltip()).endsWith(says)) await wait(5);
  const state = performance.now() - began;
  await end(application);
  return { icon, state };
}

async function timeToWindow(args: readonly string[], { program, env }: Surroundings): Promise<number> {
  const began = performance.now();
  const application = await _electron.launch({ executablePath: program, args: [...args], env, cwd: root });
  const page = await application.firstWindow();
  await page.getByRole('option').first().waitFor();
  const time = performance.now() - began;
  await end(application.process());
  return time;
}

async function measureIdle({ program, env, panel }: Surroundings): Promise<readonly Figure[]> {
  const service = await openChildService();
  const seeded = await openSeededStore(100, { url: service.url, isUp: true });
  seeded.store.close();
  const item = panel.nextItem();
  const args = [root, '--data', seeded.directory, '--port', '0', '--hidden'];
  const application = spawn(program, args, { env, cwd: root, stdio: 'ignore' });
  const tray = await item;
  // The start itself is another figure.
  await wait(15_000);
  const before = processorSeconds(application);
  await wait(idleSeconds * 1_000);
  const share = (processorSeconds(application) - before) / idleSeconds;
  const hidden = residentMegabytes(application);
  await tray.choose('Open Vigilmon');
  await wait(10_000);
  const open = residentMegabytes(application);
  await end(application);
  const bare = { hidden: await memoryOfBare({ program, env }, '--hidden'), open: await memoryOfBare({ program, env }) };
  service.close();
  seeded.remove();
  return [
    { name: '100 monitors at 60 s: share of a core, in the tray', value: share * 100, unit: '%', target: '< 1 %' },
    { name: 'memory of all processes, never opened', value: hidden, unit: 'MB' },
    { name: '- of which a bare Electron', value: bare.hidden, unit: 'MB' },
    { name: 'memory of all processes, window open', value: open, unit: 'MB' },
    { name: '- of which a bare Electron', value: bare.open, unit: 'MB' },
  ];
}

async function memoryOfBare(
  { program, env }: Pick<Surroundings, 'program' | 'env'>,
  ...options: readonly string[]
): Promise<number> {
  const bare = writeBareApplication();
  const application = spawn(program, [...bare.args, ...options], { env, cwd: root, stdio: 'ignore' });
  await wait(10_000);
  const megabytes = residentMegabytes(application);
  await end(application);
  bare.remove();
  return megabytes;
}

/** The process and all of its descendants. */
function family({ pid = 0 }: ChildProcess): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(statOf(Number(name))[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  return all;
}

/** The fields of `/proc/PID/stat` after the program's name: state, parent... (proc(5)); empty if it has ended. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // it ended between two readings
  }
}

function processorSeconds(application: ChildProcess): number {
  const ticks = family(application).map((pid) => Number(statOf(pid)[11] ?? 0) + Number(statOf(pid)[12] ?? 0));
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

/** Proportional: shared memory is counted once. */
function residentMegabytes(application: ChildProcess): number {
  const kilobytes = family(application).map((pid) => {
    const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
