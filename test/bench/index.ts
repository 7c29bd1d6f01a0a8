/**
 * `npm run bench [-- NAME...] [-- --json] [-- --minutes N]`: figures of this machine, never a verdict. Each benchmark runs in its own
 * process, so that none affects another; the load comes from a separate process, so that only Vigilmon's processor time is
 * counted. All traffic stays on loopback addresses, and every run is bounded in count and time.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

interface Figure {
  readonly name: string;
  /** Null: there was nothing to measure. */
  readonly value: number | null;
  readonly unit: string;
  /** The goal of the design, as text. */
  readonly target?: string;
}

const benchmarks = [
  'checks',
  'locations',
  'cadence',
  'hanging',
  'flood',
  'pings',
  'run',
  'storage',
  'overview',
  'window',
  'desktop',
] as const;
/** Run only if named. */
const onRequest = ['soak'] as const;
const longestMinutes = 120;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, minutes: { type: 'string', default: '5' } },
});
const minutes = Math.min(longestMinutes, Math.max(1, Number(values.minutes) || 1));
const chosen =
  positionals.length === 0 ? benchmarks : [...benchmarks, ...onRequest].filter((name) => positionals.includes(name));

const results = chosen.map((name) => ({ name, ...run(name) }));
if (values.json) {
  const [cpu] = cpus();
  console.log(JSON.stringify({ node: process.version, cpu: cpu?.model, cores: cpus().length, results }, null, 2));
} else {
  for (const { name, figures, skipped } of results) {
    console.log(`\n${name}${skipped === undefined ? '' : `\n  skipped: ${skipped}`}`);
    for (const figure of figures) console.log(`  ${describe(figure)}`);
  }
}

interface Outcome {
  readonly figures: readonly Figure[];
  /** Why there are no figures. */
  readonly skipped?: string;
}

function run(name: string): Outcome {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', file, String(minutes)], {
    encoding: 'utf8',
    timeout: 300_000 + (name === 'soak' ? minutes * 60_000 : 0),
  });
  if (status !== 0) {
    console.error(`${name} ended with ${String(status)}: ${stderr.slice(-2_000)}`);
    return { figures: [] };
  }
  const lines = stdout.trim().split('\n');
  const said = JSON.parse(lines.at(-1) ?? '[]') as readonly Figure[] | { readonly skipped: string };
  return 'skipped' in said ? { figures: [], ...said } : { figures: said };
}

function describe({ name, value, unit, target }: Figure): string {
  const number = value === null ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  const shown = `${number} ${unit}`;
  return `${name.padEnd(58)} ${shown.padStart(14)}${target === undefined ? '' : `   (design: ${target})`}`;
}
