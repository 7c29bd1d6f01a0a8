/** A database that was damaged, cut off, deleted or replaced between two runs, small and large, next to a backup. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { packRun } from '../../../electron/engine/store/check-packing.ts';
import { httpCheck } from '../../bench/seed.ts';
import { valueOf } from '../../support/headless-host.ts';
import { createTempDirectory, type TempDirectory } from '../../support/temp-directory.ts';
import type { FaultLine, Outcome } from '../line.ts';
import { pingsOf } from '../pings.ts';
import { openRig, type Rig } from '../rig.ts';
import { eventually } from '../wait.ts';

const names = ['Amber', 'Birch', 'Cedar'] as const;
/** Runs of checks make up the size. */
/** Up to here a database is checked as a whole at each start. */
const quickCheckBytes = 32 * 2 ** 20;
const sizes = { small: 100, large: 75_000 } as const;
type Size = keyof typeof sizes;

/** A data directory of each size with a backup, made once. */
const originals = new Map<Size, Promise<{ readonly directory: TempDirectory; readonly path: string }>>();

function originalOf(size: Size): ReturnType<typeof makeOriginal> {
  const original = originals.get(size) ?? makeOriginal(size);
  originals.set(size, original);
  return original;
}

async function makeOriginal(size: Size): Promise<{ readonly directory: TempDirectory; readonly path: string }> {
  const directory = createTempDirectory();
  process.once('exit', directory.remove);
  const rig = await openRig({ directory: directory.path });
  try {
    await rig.start();
    for (const name of names) await rig.addMonitor(name);
    const path = await rig.addHeartbeat('Job');
    await rig.stop();
    addChecks(join(rig.dataDirectory, 'vigilmon.db'), sizes[size]);
    await rig.start();
    await valueOf(rig.api().system.backup({}));
    await rig.stop();
    if (size === 'large' && statSync(join(rig.dataDirectory, 'vigilmon.db')).size <= quickCheckBytes)
      throw new Error('the large database is too small');
    return { directory, path };
  } finally {
    await rig.close();
  }
}

/** Of the first monitor, a few days ago. */
function addChecks(file: string, runs: number): void {
  const checksPerRun = 40;
  const begin = Date.now() - 3 * 86_400_000;
  const database = new Sqlite(file);
  const insert = database.prepare('INSERT INTO check_runs VALUES (1, ?, ?)');
  database.transaction(() => {
    for (let run = 0; run < runs; run += 1) {
      const from = begin + run * checksPerRun;
      insert.run(from, packRun(Array.from({ length: checksPerRun }, (_, index) => httpCheck(from + index, run))));
    }
  })();
  database.close();
}

interface Damage {
  readonly name: string;
  readonly inflict: (file: string) => void;
  /** The backup is not restored, but offered: nothing says that the user did not do this on purpose. */
  readonly isOffered?: boolean;
  /** Its bytes must be kept: they may be somebody's. */
  readonly isForeign?: boolean;
}

function change(file: string, alter: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  alter(bytes);
  writeFileSync(file, bytes);
}

function flipInMonitor(bytes: Buffer): void {
  const mark = Buffer.from('"Amber"');
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) bytes[at] = (bytes[at] ?? 0) ^ 1;
}

function flipInIndex(file: string): void {
  const database = new Sqlite(file, { readonly: true });
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const [index] = database
    .prepare<[], { rootpage: number }>(`SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'pings'`)
    .all();
  database.close();
  if (index === undefined) throw new Error('pings have no index');
  const begin = (index.rootpage - 1) * pageSize;
  change(file, (bytes) => bytes.fill(0xff, begin, begin + 8));
}

const foreignText = 'Once upon a time there was a database. '.repeat(500);

function makeForeignDatabase(file: string): void {
  rmSync(file);
  const other = new Sqlite(file);
  other.exec(`CREATE TABLE recipes (title TEXT); INSERT INTO recipes VALUES ('soup')`);
  other.close();
}

const damages: readonly Damage[] = [
  { name: "a flipped bit in a monitor's row", inflict: (file) => change(file, flipInMonitor) },
  { name: 'flipped bits in an index', inflict: flipInIndex },
  { name: "a header without SQLite's name", inflict: (file) => change(file, (bytes) => bytes.fill(0, 0, 16)) },
  { name: 'a header with another page size', inflict: (file) => change(file, (bytes) => bytes.fill(0xff, 16, 20)) },
  { name: 'a header with another version', inflict: (file) => change(file, (bytes) => bytes.fill(0x7f, 60, 64)) },
  { name: 'cut in half', inflict: (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)) },
  { name: 'empty', inflict: (file) => truncateSync(file, 0) },
  { name: 'deleted', inflict: (file) => rmSync(file), isOffered: true },
  { name: 'replaced by a text', inflict: (file) => writeFileSync(file, foreignText), isForeign: true },
  { name: "replaced by another program's database", inflict: makeForeignDatabase, isForeign: true, isOffered: true },
];

async function runDamage(size: Size, { inflict, isForeign = false, isOffered = false }: Damage): Promise<Outcome> {
  const original = await originalOf(size);
  const rig = await openRig();
  const problems: string[] = [];
  try {
    cpSync(join(original.directory.path, 'data'), rig.dataDirectory, { recursive: true });
    const file = join(rig.dataDirectory, 'vigilmon.db');
    inflict(file);
    const foreign = isForeign ? readFileSync(file) : null;
    await rig.start();
    if (!(await eventually(30_000, () => isNoticed(rig)))) problems.push('no notice');
    if (isOffered) await takeOffer(rig, problems);
    await expectMonitors(rig, problems);
    const pings = pingsOf(rig, 'job', original.path);
    await pings.send(5);
    await rig.kill();
    await rig.start();
    await expectMonitors(rig, problems);
    if (foreign !== null && !isKept(rig.dataDirectory, foreign)) problems.push("the other program's file is gone");
    return { alerts: null, pings: await pings.tally(), kills: rig.kills(), problems };
  } finally {
    await rig.close();
  }
}

/** A large database is examined while the program runs. */
async function isNoticed(rig: Rig): Promise<boolean> {
  const { notices } = await valueOf(rig.api().system.info(undefined));
  return notices.some(({ code }) => /^(?:database|damage)-/u.test(code));
}

async function takeOffer(rig: Rig, problems: string[]): Promise<void> {
  const [backup] = await valueOf(rig.api().system.backups(undefined));
  if (backup === undefined) {
    problems.push('no backup is offered');
    return;
  }
  await valueOf(rig.api().system.restore({ file: backup.file }));
  await rig.stop();
  await rig.start();
}

async function expectMonitors(rig: Rig, problems: string[]): Promise<void> {
  const count = (await valueOf(rig.api().monitors.list(undefined))).length;
  const expected = names.length + 1;
  if (count !== expected) problems.push(`${String(count)} of ${String(expected)} monitors`);
}

function isKept(directory: string, bytes: Buffer): boolean {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some(({ name }) => readFileSync(join(directory, name)).equals(bytes));
}

export const damageLines: readonly FaultLine[] = (['small', 'large'] as const).flatMap((size) =>
  damages.map((damage) => ({ name: `damage: ${size}, ${damage.name}`, run: () => runDamage(size, damage) })),
);
