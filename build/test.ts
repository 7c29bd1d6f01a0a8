/**
 * `npm test [-- RING...]`: runs the test rings `unit`, `headless`, `e2e`, `electron` and `packages` (all by default), and
 * ends with the line `N passed, N failed, N skipped`. A ring that cannot run here prints why in one line; its tests count
 * as skipped if Electron, or for packages root or their archive, is missing, as failed if a browser is. `npm test -- total` adds up the last runs. On CI a failed
 * test is retried once, and listed if it then passes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { obtainPrograms } from './distribution-programs.ts';
import { findElectron, noElectron, obstacleToWindow } from './electron-binary.ts';
import { chromiumAdvice, obtainChromium } from './find-chromium.ts';
import { ensureBuilt, root } from './fresh-build.ts';
import { hasCompiler } from './launcher.ts';
import { viewPrograms } from './machine-view.ts';
import { add, inWords, none, readPlaywright, readVitest, type Counts } from './test-counts.ts';

const rings = ['unit', 'headless', 'e2e', 'electron', 'packages'] as const;
type Ring = (typeof rings)[number];

/** `note` replaces the figures in the ring's line. */
interface Outcome {
  readonly counts: Counts;
  readonly note?: string;
}

const results = join(root, 'test-results');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const playwright = join(root, 'node_modules/playwright/cli.js');
const config = join(root, 'test/e2e/playwright.config.ts');

const runRing: Readonly<Record<Ring, () => Outcome>> = {
  unit: runUnit,
  headless: () => runVitest('headless', hasCompiler() ? ['headless', 'launcher'] : ['headless']),
  e2e: runE2e,
  electron: runElectron,
  packages: runPackages,
};

function runUnit(): Outcome {
  obtainPrograms();
  return runVitest('unit', ['unit', 'renderer', 'main']);
}

function runVitest(ring: Ring, projects: readonly string[]): Outcome {
  const report = join(results, `${ring}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const status = run([vitest, 'run', ...projects.map((name) => `--project=${name}`), ...reporters]);
  return { counts: honest(readVitest(report), status) };
}

function runE2e(): Outcome {
  const chromium = obtainChromium();
  if (chromium === null) return { counts: { ...none, failed: 1 }, note: chromiumAdvice };
  return runPlaywright('e2e', ['story', 'network', 'scenes', 'browser'], { VIGILMON_CHROMIUM: chromium });
}

function runElectron(): Outcome {
  const obstacle = findElectron() === null ? noElectron : obstacleToWindow();
  if (obstacle === null) return runPlaywright('electron', ['electron'], {});
  return { counts: { ...none, skipped: countElectronTests() }, note: `skipped: ${obstacle}` };
}

function runPackages(): Outcome {
  const obstacle = join(results, 'packages.obstacle');
  rmSync(obstacle, { force: true });
  if (findElectron() !== null) obtainPrograms(viewPrograms);
  const status = run([join(root, 'build/test-packages.ts'), '--results', results]);
  if (!existsSync(obstacle)) return { counts: honest(readVitest(join(results, 'packages.json')), status) };
  const note = `skipped: ${readFileSync(obstacle, 'utf8')}`;
  return { counts: { ...none, skipped: countPackageTests() }, note };
}

/** Without packages, which only the tests themselves need. */
function countPackageTests(): number {
  const versions = { older: {}, newer: {} };
  const VIGILMON_PACKAGES = JSON.stringify({ deb: versions, rpm: versions, appImage: {} });
  const listed = spawnSync(process.execPath, [vitest, 'list', '--project=packages', '--no-static-parse', '--json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, VIGILMON_PACKAGES },
  });
  return (listed.stdout.match(/"name":/g) ?? []).length;
}

function runPlaywright(ring: Ring, projects: readonly string[], env: NodeJS.ProcessEnv): Outcome {
  const selected = projects.map((project) => `--project=${project}`);
  // Playwright passes FORCE_COLOR to its workers; together with NO_COLOR each of them would print a warning.
  const colours = process.env['NO_COLOR'] === undefined ? {} : { NO_COLOR: undefined, FORCE_COLOR: '0' };
  const status = run([playwright, 'test', '--config', config, ...selected], {
    ...env,
    ...colours,
    VIGILMON_RING: ring,
  });
  return { counts: honest(readPlaywright(join(results, `${ring}.json`)), status) };
}

function countElectronTests(): number {
  const args = [playwright, 'test', '--config', config, '--project=electron', '--list', '--reporter=json'];
  const listed = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return (listed.stdout.match(/"projectName":/g) ?? []).length;
}

/** A run that failed outside of any test has still failed. */
function honest(counts: Counts, status: number): Counts {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  return (
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
  );
}

function countsFile(ring: Ring): string {
  return join(results, `${ring}.counts.json`);
}

function clearResults(ring: Ring): void {
  for (const name of [`${ring}.json`, `${ring}.counts.json`]) rmSync(join(results, name), { force: true });
}

function runRings(chosen: readonly Ring[]): readonly Counts[] {
  ensureBuilt();
  mkdirSync(results, { recursive: true });
  for (const ring of chosen) clearResults(ring);
  const lines: string[] = [];
  const all = chosen.map((ring) => {
    console.log(`\n${ring}`);
    const { counts, note } = runRing[ring]();
    writeFileSync(countsFile(ring), JSON.stringify(counts));
    lines.push(`${ring}: ${note ?? inWords(counts)}`);
    for (const test of counts.retried) lines.push(`  passed when tried again: ${test}`);
    return counts;
  });
  console.log(`\n${lines.join('\n')}`);
  return all;
}

function lastCounts(): readonly Counts[] {
  const files = rings.map(countsFile).filter((file) => existsSync(file));
  return files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Counts);
}

function isRing(name: string): name is Ring {
  return rings.some((ring) => ring === name);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !isRing(name) && name !== 'total');
if (unknown.length > 0) {
  console.error(`No such ring: ${unknown.join(', ')}. There are ${rings.join(', ')}, and total.`);
  process.exit(2);
}
const chosen = names.filter(isRing);
const counts = names.includes('total') ? lastCounts() : runRings(chosen.length > 0 ? chosen : rings);
const sum = counts.reduce(add, none);
console.log(inWords(sum));
process.exitCode = sum.failed > 0 || sum.passed + sum.skipped === 0 ? 1 : 0;
