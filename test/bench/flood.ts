/**
 * 500 monitors of one host go down together, and recover together, with a Slack channel and an e-mail channel that have
 * real receivers on this computer: how many messages arrive, how soon, and whether the checks of 100 monitors of another
 * host stay on time meanwhile. The second row sends each notification by itself, for a minute. Each row runs in a
 * process of its own.
 */
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../electron/engine/engine.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { valueOf } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { openBenchEngine, percentile, report, withDirectory, type Figure } from './support.ts';

const file = fileURLToPath(import.meta.url);
const monitors = 500;
const healthy = 100;
const settleMs = 12_000;
const phaseMs = 60_000;

/** Messages that were counted already. */
let counted = { slack: 0, mail: 0 };

const [mode, given] = process.argv.slice(2);
if (mode === 'target') serveTarget();
else if (mode === 'row') await measureRow(Number(given));
else report([10_000, 0].flatMap(runRow));

function runRow(groupWait: number): readonly Figure[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', file, 'row', String(groupWait)], {
    encoding: 'utf8',
    timeout: 200_000,
  });
  if (status !== 0) throw new Error(stderr.slice(-2_000));
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as readonly Figure[];
  const name = groupWait === 0 ? 'each by itself' : 'in groups';
  return figures.map((figure) => ({ ...figure, name: `${name}: ${figure.name}` }));
}

interface Receivers {
  readonly slack: WebhookReceiver;
  readonly mail: SmtpReceiver;
}

async function measureRow(groupWait: number): Promise<void> {
  const target = fork(file, ['target'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve) => target.once('message', (message) => resolve(message as number)));
  const receivers = { slack: await openWebhookReceiver(), mail: await openSmtpReceiver() };
  await withDirectory(async (directory) => {
    const engine = await openBenchEngine(directory);
    await furnish(engine, receivers, { port, groupWait });
    engine.start();
    await pause(settleMs);
    report(await measure(engine, receivers, { target, isGrouped: groupWait > 0 }));
    await engine.stop();
  });
  target.kill();
  await Promise.all([receivers.slack.close(), receivers.mail.close()]);
}

async function furnish(
  { api }: Engine,
  { slack, mail }: Receivers,
  { port, groupWait }: { readonly port: number; readonly groupWait: number },
): Promise<void> {
  valueOf(await api.settings.update({ groupWait, maxPerHost: 100 }));
  valueOf(await api.channels.create({ id: 'slack', kind: 'slack', webhookUrl: slack.url }));
  const smtp = { host: mail.host, port: mail.port, security: 'none' as const };
  const addresses = { from: 'vigilmon@example.com', to: ['oncall@example.com'] };
  valueOf(await api.channels.create({ id: 'mail', kind: 'email', smtp, ...addresses }));
  valueOf(await api.rules.replace({ rules: [{ when: {}, channels: ['slack', 'mail'] }] }));
  const timing = { kind: 'http' as const, interval: '5s', timeout: '2s' };
  for (let i = 0; i < monitors; i += 1) {
    const id = `m-${String(i)}`;
    valueOf(await api.monitors.create({ id, url: `http://127.0.0.1:${String(port)}/${id}`, ...timing }));
  }
  for (let i = 0; i < healthy; i += 1) {
    const id = `healthy-${String(i)}`;
    valueOf(await api.monitors.create({ id, url: `http://127.0.0.2:${String(port)}/healthy`, ...timing }));
  }
}

async function measure(
  engine: Engine,
  receivers: Receivers,
  { target, isGrouped }: { readonly target: ChildProcess; readonly isGrouped: boolean },
): Promise<readonly Figure[]> {
  const lateness = measureLateness(engine);
  target.send('down');
  await pause(phaseMs);
  const down = await countMessages(engine, receivers, 'down');
  if (!isGrouped) return [...down, ...lateness.figures()];
  target.send('up');
  await pause(phaseMs);
  const recovered = await countMessages(engine, receivers, 'recovered');
  return [...down, ...recovered, ...lateness.figures()];
}

/** Since the last call. */
async function countMessages(
  { api }: Engine,
  { slack, mail }: Receivers,
  event: 'down' | 'recovered',
): Promise<readonly Figure[]> {
  const arrived = { slack: slack.received.length, mail: mail.received.length };
  const alerts = (await Promise.all(['slack', 'mail'].map((channelId) => alertsOf(api, channelId, event)))).flat();
  const firstAt = Math.min(...alerts.map(({ detectedAt }) => detectedAt));
  const delays = alerts.flatMap(({ acceptedAt }) => (acceptedAt === null ? [] : [(acceptedAt - firstAt) / 1_000]));
  const from = event === 'down' ? 'the first failed check' : 'the first passed check';
  const figures = [
    { name: `${event}: Slack messages in a minute`, value: arrived.slack - counted.slack, unit: '', target: '1' },
    { name: `${event}: mails in a minute`, value: arrived.mail - counted.mail, unit: '', target: '1' },
    { name: `${event}: alerts accepted, of ${String(2 * monitors)}`, value: delays.length, unit: '' },
    { name: `${event}: the last of them after ${from}`, value: Math.max(...delays), unit: 's', target: '< 30 s' },
  ];
  counted = arrived;
  return figures;
}

async function alertsOf(api: Engine['api'], channelId: string, event: 'down' | 'recovered') {
  const first = valueOf(await api.alerts.list({ channelId, event, limit: 500 }));
  return first.items;
}

/** Of the checks of the other host. */
function measureLateness(engine: Engine): { readonly figures: () => readonly Figure[] } {
  const dueAt = new Map<string, number>();
  const lateness: number[] = [];
  engine.on((event) => {
    if (event.type !== 'check' || !event.monitorId.startsWith('healthy')) return;
    const due = dueAt.get(event.monitorId);
    if (event.nextCheckAt !== null) dueAt.set(event.monitorId, event.nextCheckAt);
    if (due !== undefined) lateness.push(event.check.at - due);
  });
  return {
    figures: () => [
      { name: 'median lateness of other checks', value: percentile(lateness, 0.5), unit: 'ms' },
      { name: 'p99 lateness of other checks', value: percentile(lateness, 0.99), unit: 'ms', target: '< 100 ms' },
    ],
  };
}

/** Responds with 503 to all but `/healthy` while it is told to. */
function serveTarget(): void {
  let isDown = false;
  const server = createServer(({ url }, response) => {
    response.writeHead(isDown && url !== '/healthy' ? 503 : 200).end('ok');
  });
  process.on('message', (message) => {
    isDown = message === 'down';
  });
  process.on('disconnect', () => process.exit(0));
  server.listen(0, '0.0.0.0', 4_096, () => process.send?.((server.address() as AddressInfo).port));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
