/** Each kind of damage to a small database and to one that is too large to be checked at the start, under a whole engine. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Channel } from '../../../electron/contract/channels/registry.ts';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { packRun } from '../../../electron/engine/store/check-packing.ts';
import { openStore, type OpenedStore } from '../../../electron/engine/store/database.ts';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, testSecretBox, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { dayMs, httpMonitor, midnight, openTestStore, passingCheck, testDirectory } from './fixtures.ts';
import { initialTracking } from '../../../electron/engine/state/transition.ts';

const sizes = [
  { size: 'small', runs: 100 },
  { size: 'large', runs: 75_000 },
] as const;
type Size = (typeof sizes)[number]['size'];

const channel: Extract<Channel, { kind: 'slack' }> = {
  id: 'ops',
  name: 'Ops',
  enabled: true,
  source: 'hand',
  kind: 'slack',
  webhookUrl: '',
};
const seeds = new Map<Size, string>();

/** Without secrets. */
function addOpenMonitor(store: OpenedStore, id: string): void {
  store.monitors.insert({ ...httpMonitor(id), headers: {} }, initialTracking(midnight));
}

/** Outlives a single test. */
async function openSeed(directory: string): Promise<OpenedStore> {
  const opened = await openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

/** Monitor, channel and rule in a backup of midnight, and another monitor added later. */
async function seed(runs: number): Promise<string> {
  const { path, remove } = createTempDirectory();
  const store = await openSeed(path);
  const secret = await testSecretBox.seal('https://hooks.example.com/secret');
  const { stream } = store.monitors.insert(
    { ...httpMonitor('early'), headers: { authorization: secret } },
    initialTracking(midnight),
  );
  store.channels.save({ ...channel, webhookUrl: secret });
  const when = { severity: ['critical' as const], tags: [], monitors: [], events: [] };
  const timing = { delay: 0, repeatEvery: null, quietHours: null };
  store.rules.replace([{ when, channels: ['ops'], ...timing, source: 'hand' }]);
  store.close();
  const connection = openConnection(join(path, 'vigilmon.db'));
  const insert = connection.prepare<[number, number, Uint8Array]>('INSERT INTO check_runs VALUES (?, ?, ?)');
  connection.transaction(() => {
    for (let run = 0; run < runs; run += 1) {
      const from = midnight - dayMs + run * 40;
      insert.run(stream, from, packRun(Array.from({ length: 40 }, (_, index) => passingCheck(from + index, run))));
    }
  });
  connection.close();
  const again = await openSeed(path);
  await again.backupDaily(midnight);
  addOpenMonitor(again, 'late');
  again.close();
  removals.push(remove);
  return path;
}

const removals: (() => void)[] = [];

beforeAll(async () => {
  for (const { size, runs } of sizes) seeds.set(size, await seed(runs));
  return () => {
    for (const remove of removals) remove();
  };
}, 120_000);

function copyOf(size: Size): { readonly directory: string; readonly file: string } {
  const directory = testDirectory();
  cpSync(seeds.get(size) ?? '', directory, { recursive: true });
  return { directory, file: join(directory, 'vigilmon.db') };
}

async function start(directory: string, clock = manualClock(midnight + dayMs)): Promise<TestEngine> {
  const engine = await openTestEngine({ directory, clock });
  onTestFinished(() => engine.stop());
  return engine;
}

async function monitorsOf(engine: TestEngine): Promise<readonly string[]> {
  return valueOf(await engine.api.overview.get(undefined)).monitors.map(({ id }) => id);
}

async function noticesOf(engine: TestEngine): Promise<readonly unknown[]> {
  const { notices } = valueOf(await engine.api.system.info(undefined));
  return notices.map(({ code, facts }) => ({ code, facts }));
}

/** Replaces every occurrence, as the pages of deleted rows have some as well. */
function replaceBytes(file: string, before: string, after: string): void {
  const bytes = readFileSync(file);
  let found = 0;
  for (let at = bytes.indexOf(before); at !== -1; at = bytes.indexOf(before, at + 1)) {
    bytes.write(after, at, 'latin1');
    found += 1;
  }
  if (found === 0) throw new Error(`${before} is not in the file`);
  writeFileSync(file, bytes);
}

function damagePageOf(file: string, name: string): void {
  const connection = openConnection(file);
  const root = connection
    .prepare<[string], { readonly rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .get(name);
  connection.close();
  if (root === undefined) throw new Error(`${name} does not exist`);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (root.rootpage - 1) * 4_096, root.rootpage * 4_096);
  writeFileSync(file, bytes);
}

/** Flips one bit of a four-byte field in the header. */
function flipInHeader(file: string, field: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(field + 3) ^ 0x40, field + 3);
  writeFileSync(file, bytes);
}

const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  [
    'a flipped bit in the syntax of a monitor',
    (file) => replaceBytes(file, '{"id":"late"', '{"id":"late"'.replace('{', ';')),
  ],
  [
    'a flipped bit in a value of a monitor',
    (file) => replaceBytes(file, '"severity":"critical"', '"severity":"crit)cal"'),
  ],
  ['a flipped bit in a channel', (file) => replaceBytes(file, '"kind":"slack"', '"kind":"slac{"')],
  ['a flipped bit in a rule', (file) => replaceBytes(file, '{"severity":["critical"]', '{"sevepity":["critical"]')],
  ['a damaged page of an index', (file) => damagePageOf(file, 'incidents_open')],
  ['a damaged page of a table', (file) => damagePageOf(file, 'monitors')],
  ['a flipped bit in the schema version', (file) => flipInHeader(file, 60)],
  ['a flipped bit in the application id', (file) => flipInHeader(file, 68)],
  ['half of it missing', (file) => truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096)],
  ['nothing in it', (file) => truncateSync(file, 0)],
];

describe.each(sizes)('a $size database', { timeout: 60_000 }, ({ size }) => {
  test.each(damages)('with %s is set aside, and the backup restored', async (_what, damage) => {
    const { directory, file } = copyOf(size);
    damage(file);
    const engine = await start(directory);
    expect(await monitorsOf(engine)).toEqual(['early']);
    const [aside] = readdirSync(directory).filter((name) => name.includes('damaged'));
    expect(await noticesOf(engine)).toContainEqual({ code: 'database-damaged', facts: { aside, backupAt: midnight } });
    expect(valueOf(await engine.api.channels.list(undefined)).map(({ id }) => id)).toContain('ops');
  });

  test('that was deleted is not a fresh start: the backup is offered until it is restored', async () => {
    const { directory, file } = copyOf(size);
    rmSync(file);
    const missing = { code: 'database-missing', facts: { backupAt: midnight } };
    const first = await start(directory);
    expect(await monitorsOf(first)).toEqual([]);
    expect(await noticesOf(first)).toContainEqual(missing);
    await first.stop();

    const second = await start(directory);
    expect(await noticesOf(second)).toContainEqual(missing);
    const [backup] = valueOf(await second.api.system.backups(undefined));
    valueOf(await second.api.system.restore({ file: backup?.file ?? '' }));
    await second.stop();

    const third = await start(directory);
    expect(await monitorsOf(third)).toEqual(['early']);
    expect(await noticesOf(third)).not.toContainEqual(missing);
  });

  test('that another program has replaced is set aside, and the backup offered', async () => {
    const { directory, file } = copyOf(size);
    rmSync(file);
    const other = openConnection(file);
    other.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 36');
    other.close();
    const engine = await start(directory);
    expect(await monitorsOf(engine)).toEqual([]);
    const [aside] = readdirSync(directory).filter((name) => name.includes('foreign'));
    expect(await noticesOf(engine)).toContainEqual({ code: 'database-foreign', facts: { aside, backupAt: midnight } });
    const foreign = openConnection(join(directory, aside ?? ''));
    expect(foreign.prepare('SELECT * FROM bookmarks').all()).toEqual([]);
    foreign.close();
  });

  test('with a flipped bit in a sealed secret keeps everything else, and says which secret is unreadable', async () => {
    const { directory, file } = copyOf(size);
    const bytes = readFileSync(file);
    const marker = '"webhookUrl":"';
    for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 1)) {
      const index = at + marker.length + 20;
      bytes.write(bytes.toString('latin1', index, index + 1) === 'A' ? 'B' : 'A', index, 'latin1');
    }
    writeFileSync(file, bytes);
    const engine = await start(directory);
    expect(await monitorsOf(engine)).toEqual(['early', 'late']);
    expect(await noticesOf(engine)).toMatchObject([{ code: 'secrets-unreadable', facts: { names: ['Ops'] } }]);
  });

  test('with a damaged setting keeps everything else', async () => {
    const { directory, file } = copyOf(size);
    const connection = openConnection(file);
    connection.exec(`INSERT OR REPLACE INTO settings VALUES ('theme', '"dark"')`);
    connection.close();
    replaceBytes(file, '"dark"', '"dark;');
    const engine = await start(directory);
    expect(await monitorsOf(engine)).toEqual(['early', 'late']);
    expect(valueOf(await engine.api.settings.get(undefined)).theme).toBe('system');
  });

  test('with a damaged run of checks is found while the engine runs, and replaced at the next start', async () => {
    const { directory, file } = copyOf(size);
    const connection = openConnection(file);
    connection.exec(`UPDATE check_runs SET data = x'000000ff80000205' WHERE at = (SELECT min(at) FROM check_runs)`);
    connection.close();
    const clock = manualClock(midnight + dayMs);
    const engine = await start(directory, clock);
    engine.start();
    for (let round = 0; round < 1_000 && !existsSync(`${file}.suspect`); round += 1) await clock.advance(100);
    expect(await noticesOf(engine)).toContainEqual({ code: 'damage-found', facts: {} });
    expect(await monitorsOf(engine)).toEqual(['early', 'late']);
    await engine.stop();

    const next = await start(directory);
    expect(await monitorsOf(next)).toEqual(['early']);
  });
});

test.each(['pings_by_monitor', 'outbox_pending', 'sqlite_autoindex_outbox_1'])(
  'a damaged page of the index %s in a large database is found first, and replaced at the next start',
  async (index) => {
    const { directory, file } = copyOf('large');
    damagePageOf(file, index);
    const clock = manualClock(midnight + dayMs);
    const engine = await start(directory, clock);
    engine.start();
    await clock.advance(2_000);
    expect(await noticesOf(engine)).toContainEqual({ code: 'damage-found', facts: {} });
    await engine.stop();

    const next = await start(directory);
    expect(await monitorsOf(next)).toEqual(['early']);
  },
);

test('a write-ahead log with a flipped bit costs the commits after it, nothing else', async () => {
  const source = testDirectory();
  const store = await openTestStore(source);
  await store.backupDaily(midnight);
  addOpenMonitor(store, 'first');
  addOpenMonitor(store, 'second');
  // As a power cut leaves it: the log was never checkpointed.
  const directory = testDirectory();
  for (const name of ['vigilmon.db', 'vigilmon.db-wal']) cpSync(join(source, name), join(directory, name));
  const log = join(directory, 'vigilmon.db-wal');
  const bytes = readFileSync(log);
  const last = bytes.length - 100;
  bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
  writeFileSync(log, bytes);
  const engine = await start(directory);
  expect(await monitorsOf(engine)).toEqual(['first']);
  expect(await noticesOf(engine)).toEqual([]);
});
