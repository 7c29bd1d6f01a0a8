/** A marker for each kind of secret, and then a look at everything that Vigilmon writes, answers and tells. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../support/manual-clock.ts';
import { keyFileSecretBox } from '../../electron/host/key-file-secret-box.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { createLogger } from '../../electron/host/logger.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

const markers = {
  webhook: 'MARKERwebhook0123456789',
  smtp: 'MARKERsmtp0123456789',
  header: 'MARKERheader0123456789',
  basic: 'MARKERbasic0123456789',
  bearer: 'MARKERbearer0123456789',
  variable: 'MARKERvariable0123456789',
} as const;

/** As it is, as the header that carries it has it, and as a careless program might write it. */
function shapesOf(secret: string): readonly string[] {
  const login = Buffer.from(`me:${secret}`).toString('base64');
  return [secret, login, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')];
}

/** A service that gives back all that it is sent, as error pages do. */
async function echo(): Promise<string> {
  const server = createServer((request, response) => {
    const said = JSON.stringify({ status: 'error', url: request.url, headers: request.headers });
    response.writeHead(500, { 'content-type': 'application/json', 'x-echo': request.headers.authorization ?? '' });
    response.end(said);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

test('no secret is in database, log, backup, export, answer, error, event or message, and all files are private', async () => {
  const directory = join(tempDirectory(onTestFinished), 'data');
  const clock = manualClock();
  const engine = await openTestEngine({ directory, clock, secretBox: keyFileSecretBox(directory, systemRandomness) });
  onTestFinished(() => engine.stop());
  engine.start();
  const { api } = engine;
  const service = await echo();
  const answers: unknown[] = [];
  const keep = async <T>(answer: Promise<T>): Promise<T> => {
    const kept = await answer;
    answers.push(kept);
    return kept;
  };
  const common = { kind: 'http', url: service, failAfter: 1 } as const;
  const { basic, bearer, header, webhook, smtp, variable } = markers;
  const auth = { type: 'basic', username: 'me', password: basic } as const;
  await keep(api.monitors.create({ ...common, id: 'basic', auth }));
  await keep(api.monitors.create({ ...common, id: 'bearer', auth: { type: 'bearer', token: bearer } }));
  await keep(api.monitors.create({ ...common, id: 'header', headers: { 'X-Api-Key': header, Cookie: header } }));
  await keep(api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: `${service}/services/${webhook}` }));
  await keep(
    api.channels.create({
      id: 'mail',
      kind: 'email',
      smtp: { host: '127.0.0.1', port: 1, security: 'none', username: 'me', password: smtp },
      from: 'a@example.com',
      to: ['b@example.com'],
    }),
  );
  const yaml =
    'monitors:\n  - { id: file, kind: http, url: "http://127.0.0.1:1/", headers: { Authorization: "Bearer ${V}" } }\n';
  await keep(api.config.apply({ yaml, env: { V: variable } }));
  await keep(api.rules.replace({ rules: [{ when: {}, channels: ['ops', 'mail', 'desktop'] }] }));

  for (const id of ['basic', 'bearer', 'header', 'file']) {
    valueOf(await keep(api.monitors.checkNow({ id })));
    await keep(api.monitors.get({ id }));
    const checks = valueOf(await keep(api.history.checks({ monitorId: id })));
    for (const { at } of checks.items) await keep(api.history.check({ monitorId: id, at }));
  }
  await keep(api.channels.test({ id: 'ops' }));
  await keep(api.channels.test({ id: 'mail' }));
  await clock.advance(60_000);
  await keep(api.monitors.update({ id: 'basic', kind: 'http', auth: { ...auth, password: `${basic}\r\nX: 1` } }));
  await keep(api.monitors.preview({ ...common, auth: { type: 'bearer', token: bearer } }));
  await keep(api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: `http://${webhook}@127.0.0.1/` }));
  await keep(api.config.apply({ yaml: yaml.replace('kind: http', 'kind: "${V}"'), env: { V: variable } }));
  await keep(api.overview.get(undefined));
  await keep(api.monitors.list(undefined));
  await keep(api.channels.list(undefined));
  await keep(api.config.export(undefined));
  await keep(api.alerts.list({}));
  await keep(api.incidents.list({}));
  await keep(api.system.backup(undefined));
  await keep(api.system.info(undefined));

  const lines: string[] = [];
  const logger = createLogger({
    level: 'debug',
    format: 'json',
    now: clock.now,
    write: (line) => void lines.push(line),
  });
  for (const { level, message, context } of engine.log) logger[level](message, context);
  const told = { answers, events: engine.events, notifications: engine.notifications, log: lines };
  const database = filesIn(directory);
  expect(database.map((file) => file.slice(directory.length + 1))).toEqual(
    expect.arrayContaining([
      'vigilmon.db',
      'vigilmon.db-wal',
      'secret.key',
      expect.stringMatching(/^backups\/.*\.db$/u),
    ]),
  );
  for (const [kind, marker] of Object.entries(markers)) {
    for (const shape of shapesOf(marker)) {
      for (const [place, value] of Object.entries(told)) {
        expect([kind, place, JSON.stringify(value).includes(shape)]).toEqual([kind, place, false]);
      }
      for (const file of database)
        expect([kind, file, readFileSync(file).includes(shape)]).toEqual([kind, file, false]);
    }
  }
  if (process.platform === 'win32') return;
  expect(database.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
  expect([statSync(directory).mode & 0o777, statSync(join(directory, 'backups')).mode & 0o777]).toEqual([0o700, 0o700]);
});
