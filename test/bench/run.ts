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

type Measured<Name extends string> = Readonly<Record<Name, () => number>>;

/**
 * The median of what each takes beyond the base, by turns after a first round, so that a busy computer is as busy for
 * one as for the other.
 */
function beyond<Name extends string>(base: () => number, measured: Measured<Name>): Readonly<Record<Name, number>> {
  const names = Object.keys(measured) as Name[];
  const taken = Array.from({ length: rounds + 1 }, () => {
    const least = base();
    return names.map((name) => measured[name]() - least);
  }).slice(1);
  const medians = names.map((name, at) => {
    return [
      name,
      percentile(
        taken.map((round) => round[at] ?? 0),
        0.5,
      ),
    ] as const;
  });
  return Object.fromEntries(medians) as Record<Name, number>;
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

const bare = (): number => duration(['true']);

function packagedFigures(data: string): readonly Figure[] {
  const { run } = beyond(bare, { run: () => duration([packaged, 'run', '--data', data, token, '--', 'true']) });
  return [{ name: 'vigilmon run of the package, on top', value: run, unit: 'ms', target: '<= 20 ms' }];
}

function checkoutFigures(data: string): readonly Figure[] {
  const { execPath } = process;
  const order = ['run', '--data', data, token, '--'];
  const run = [execPath, program, ...order];
  // Where the launcher could not be compiled, and on Windows.
  const inNode = [execPath, program, '--in-node', ...order];
  const onTop = beyond(bare, {
    node: () => duration([execPath, '-e', '0']),
    run: () => duration([...run, 'true']),
    inNode: () => duration([...inNode, 'true']),
  });
  const date = ['date', '+%s.%3N'];
  const printed = (command: readonly string[]) => () => untilPrinted(['sh', '-c', '"$@" | tr -d .', 'sh', ...command]);
  const own = (): number => untilPrinted([execPath, '--print', 'performance.timeOrigin + performance.now()']);
  const start = beyond(own, { run: printed([...run, ...date]), inNode: printed([...inNode, ...date]) });
  const bareDate = beyond(() => 0, { date: printed(date) }).date;
  return [
    { name: 'Node that does nothing, on top of the command', value: onTop.node, unit: 'ms' },
    { name: 'vigilmon run, on top', value: onTop.run, unit: 'ms', target: '<= 60 ms' },
    { name: 'vigilmon run in Node alone, on top', value: onTop.inNode, unit: 'ms', target: '<= 60 ms' },
    {
      name: "the start of the job, after Node's own",
      value: start.run - bareDate,
      unit: 'ms',
      target: '<= 10 ms',
    },
    { name: "the start of the job in Node alone, after Node's own", value: start.inNode - bareDate, unit: 'ms' },
  ];
}

if (existsSync(program)) {
  await withDirectory(async (data) => {
    // Only where `npm run pack` has left one.
    report([...checkoutFigures(data), ...(existsSync(packaged) ? packagedFigures(data) : [])]);
    await Promise.resolve();
  });
} else skip('dist/ is not built');
