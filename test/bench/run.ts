/**
 * `vigilmon run` beside the bare command: what a job costs on top, as package.json's `bin` starts it, and as the last
 * `npm run pack` has packaged it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { percentile, report, skip, withDirectory, type Figure } from './support.ts';

const root = resolve(import.meta.dirname, '../..');
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { vigilmon: string } };
const program = join(root, bin.vigilmon);
const unpacked = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
const packaged = join(root, 'dist/packages', unpacked, 'resources/cli/vigilmon');
const token = 'bench-token-0123456789';
const rounds = 41;

/** Of so many runs after a first one. */
function median(run: () => number): number {
  run();
  return percentile(
    Array.from({ length: rounds }, () => run()),
    0.5,
  );
}

/** Milliseconds until the command has ended. */
function duration(command: readonly string[]): number {
  const begin = performance.now();
  output(command);
  return performance.now() - begin;
}

/** Milliseconds until the command prints its own time, in milliseconds since 1970. */
function untilPrinted(command: readonly string[]): number {
  const begin = performance.timeOrigin + performance.now();
  return Number(output(command)) - begin;
}

function output([program = '', ...args]: readonly string[]): string {
  return spawnSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' }).stdout;
}

const barely = (): number => median(() => duration(['true']));

function packagedFigures(data: string): readonly Figure[] {
  const run = median(() => duration([packaged, 'run', '--data', data, token, '--', 'true']));
  return [{ name: 'vigilmon run of the package, on top', value: run - barely(), unit: 'ms', target: '<= 20 ms' }];
}

function checkoutFigures(data: string): readonly Figure[] {
  const run = [process.execPath, program, 'run', '--data', data, token, '--'];
  const date = ['date', '+%s.%3N'];
  const seconds = (command: readonly string[]) =>
    median(() => untilPrinted(['sh', '-c', '"$@" | tr -d .', 'sh', ...command]));
  const bare = barely();
  const own = median(() => untilPrinted([process.execPath, '--print', 'performance.timeOrigin + performance.now()']));
  return [
    { name: 'the command by itself', value: bare, unit: 'ms' },
    { name: 'Node, until it runs a program', value: own, unit: 'ms' },
    {
      name: 'vigilmon run, on top',
      value: median(() => duration([...run, 'true'])) - bare,
      unit: 'ms',
      target: '<= 60 ms',
    },
    {
      name: "the start of the job, after Node's own",
      value: seconds([...run, ...date]) - seconds(date) - own,
      unit: 'ms',
      target: '<= 10 ms',
    },
  ];
}

if (existsSync(program)) {
  await withDirectory(async (data) => {
    // Only where `npm run pack` has left one.
    report([...checkoutFigures(data), ...(existsSync(packaged) ? packagedFigures(data) : [])]);
    await Promise.resolve();
  });
} else skip('dist/ is not built');
