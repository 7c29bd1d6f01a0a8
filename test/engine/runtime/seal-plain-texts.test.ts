/** A database of the version before texts were sealed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../../../electron/engine/store/sqlite.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, testSecretBox, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { fillAsVersion } from '../store/old-databases.ts';

const body = 'user=me&password=marker';
const token = 'abcdefghijklmnop';
const sealedPassword = await testSecretBox.seal('marker-password');

function oldDatabase(): string {
  const directory = tempDirectory(onTestFinished);
  const connection = openConnection(join(directory, 'vigilmon.db'));
  fillAsVersion(connection, 7);
  const sealed = JSON.stringify({ type: 'basic', username: 'ops', password: sealedPassword });
  connection.exec(`UPDATE monitors SET definition = json_set(definition, '$.auth', json('${sealed}'), '$.headers', json('{}')) WHERE key = 3;
    UPDATE channels SET definition = json_set(definition, '$.webhookUrl', '${sealedPassword}') WHERE id = 'ops'`);
  connection.close();
  return directory;
}

async function open(directory: string): Promise<TestEngine> {
  const engine = await openTestEngine({ directory, clock: manualClock() });
  onTestFinished(() => engine.stop());
  return engine;
}

function filesWith(directory: string, text: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name);
}

test('texts that an earlier version stored are sealed at the next start, and work as before', async () => {
  const directory = oldDatabase();
  const first = await open(directory);
  const { api, receivePing } = first;
  expect(valueOf(await api.monitors.get({ id: 'shop-api' }))).toMatchObject({
    body,
    auth: { password: { hasSecret: true } },
  });
  expect(valueOf(await api.monitors.get({ id: 'mailer' }))).toMatchObject({ token });
  const ping = { token, kind: 'log', exitCode: null, runId: null, body: '', remoteAddress: '', userAgent: '' } as const;
  expect(await receivePing(ping)).toBe('ok');
  expect(first.log).toContainEqual({
    level: 'info',
    message: 'texts of an earlier version were sealed',
    context: { records: 2 },
  });
  const { file } = valueOf(await first.api.system.backup(undefined));
  for (const text of [body, token]) {
    // What was made before the migration keeps what it was made of.
    expect(filesWith(directory, text)).toEqual([expect.stringMatching(/^vigilmon-migration-/u)]);
    expect(readFileSync(file).includes(text)).toBe(false);
  }
  await first.stop();
  const again = await open(directory);
  expect(valueOf(await again.api.monitors.get({ id: 'shop-api' }))).toMatchObject({ body });
  expect(again.log.filter(({ message }) => message.includes('earlier version'))).toEqual([]);
});
