/**
 * The whole program without a browser: the real headless host monitors a real service and a real job from the
 * configuration file, both break and recover, and a real webhook and a real SMTP server are notified, once each; also
 * across a `kill -9`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { MonitorState } from '../../../electron/contract/model/state.ts';
import { runCommand, valueOf, type HeadlessHost } from '../../support/headless-host.ts';
import { databaseError } from '../../support/health-service.ts';
import { mailerToken, mainJobEnv, mainJobFile } from '../../support/main-job-file.ts';
import type { ReceivedMail } from '../../support/smtp-receiver.ts';
import { openWebhookReceiver, type ReceivedWebhook } from '../../support/webhook-receiver.ts';
import { test as base, type Fixtures } from '../fixtures.ts';

type World = Pick<Fixtures, 'directory' | 'launch' | 'service' | 'slack' | 'mail'>;

const test = base.extend<{ world: World }>({
  world: async ({ directory, launch, service, slack, mail }, use) => use({ directory, launch, service, slack, mail }),
});

/** Starts the host and applies the file to it, as a user would. */
async function startHost(world: World): Promise<HeadlessHost> {
  const host = await world.launch();
  const file = join(world.directory, 'vigilmon.yaml');
  writeFileSync(file, mainJobFile({ serviceUrl: world.service.url, mailPort: world.mail.port }));
  const env = mainJobEnv(world.slack.url);
  const applied = await runCommand(['apply', file, '--data', join(world.directory, 'data')], env);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  return host;
}

async function stateOf(host: HeadlessHost, id: string): Promise<MonitorState | undefined> {
  const { monitors } = await valueOf(host.api.overview.get(undefined));
  return monitors.find((monitor) => monitor.id === id)?.state;
}

async function untilState(host: HeadlessHost, id: string, state: MonitorState): Promise<void> {
  await expect.poll(() => stateOf(host, id), { timeout: 30_000, message: `${id} is ${state}` }).toBe(state);
}

/** Every text of a Slack message. */
function slackText({ body }: ReceivedWebhook): string {
  return JSON.stringify(JSON.parse(body));
}

function about(messages: readonly ReceivedWebhook[], text: string): readonly ReceivedWebhook[] {
  return messages.filter((message) => slackText(message).includes(text));
}

function mailsAbout(mails: readonly ReceivedMail[], text: string): readonly ReceivedMail[] {
  return mails.filter(({ headers }) => headers.get('subject')?.includes(text) === true);
}

const duration = /down for (\d+ ms|\d+(\.\d+)? s|\d+ min( \d+ s)?)/;

test('a service breaks and recovers, and Slack and email are notified once each', async ({ world }) => {
  const { service, slack, mail } = world;
  const host = await startHost(world);
  await untilState(host, 'shop-api', 'up');

  const brokenAt = Date.now();
  service.breakDatabase();
  const [[message], [letter]] = await Promise.all([slack.waitFor(1), mail.waitFor(1)]);
  expect(Date.now() - brokenAt).toBeLessThan(5_000 + 30_000); // the next check is at most an interval away
  expect(await stateOf(host, 'shop-api')).toBe('down');
  for (const part of ['Shop API', 'status 503, expected 200', 'database', 'Connection refused']) {
    expect(message === undefined ? '' : slackText(message)).toContain(part);
    expect(letter?.text).toContain(part);
  }
  expect(letter?.headers.get('subject')).toBe('[DOWN] Shop API: status 503, expected 200');
  expect(letter?.to).toEqual(['oncall@example.com']);

  for (const _again of [1, 2, 3]) {
    expect(await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }))).toMatchObject({ verdict: 'fail' });
  }
  expect(slack.received).toHaveLength(1);
  expect(mail.received).toHaveLength(1);

  service.repairDatabase();
  const [slackMessages, letters] = await Promise.all([slack.waitFor(2), mail.waitFor(2)]);
  await untilState(host, 'shop-api', 'up');
  expect(slackText(slackMessages[1] ?? { method: '', path: '', headers: {}, body: '{}' })).toMatch(duration);
  expect(letters[1]?.headers.get('subject')).toMatch(/^\[RECOVERED\] Shop API: down for /);
  expect(letters[1]?.headers.get('in-reply-to')).toBe(letters[0]?.headers.get('message-id'));

  expect(await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }))).toMatchObject({ verdict: 'pass' });
  expect(await host.stop()).toBe(0);
  expect(slack.received).toHaveLength(2);
  expect(mail.received).toHaveLength(2);
});

test('incident, evidence, alerts and uptime are recorded', async ({ world }) => {
  const { launch, service, slack, mail } = world;
  const first = await startHost(world);
  await untilState(first, 'shop-api', 'up');
  service.breakDatabase();
  await Promise.all([slack.waitFor(1), mail.waitFor(1)]);
  service.repairDatabase();
  await Promise.all([slack.waitFor(2), mail.waitFor(2)]);
  expect(await first.stop()).toBe(0);

  const host = await launch();
  const { items } = await valueOf(host.api.incidents.list({ monitorId: 'shop-api' }));
  expect(items).toHaveLength(1);
  const incident = await valueOf(host.api.incidents.get({ id: items[0]?.id ?? 0 }));
  expect(incident.endedAt).toBeGreaterThan(incident.startedAt);
  expect(incident.firstFailure?.at).toBe(incident.startedAt);
  expect(incident.firstFailure?.response?.status).toBe(503);
  expect(incident.firstFailure?.unhealthy).toEqual([{ name: 'database', detail: databaseError }]);
  expect(incident.lastGood?.response?.status).toBe(200);
  expect(incident.alerts.map(({ event, channelId, status }) => `${event} ${channelId} ${status}`).sort()).toEqual([
    'down oncall sent',
    'down ops sent',
    'recovered oncall sent',
    'recovered ops sent',
  ]);
  const uptime = await valueOf(
    host.api.history.uptime({ monitorId: 'shop-api', from: incident.startedAt, to: Date.now() }),
  );
  expect(uptime).toMatchObject({ incidents: 1, downMs: (incident.endedAt ?? 0) - incident.startedAt });
  await host.stop();
});

test('a job that stops pinging is missed, and recovers with its next ping', async ({ world }) => {
  const { slack, mail } = world;
  const host = await startHost(world);
  expect(await stateOf(host, 'mailer')).toBe('new');

  const ping = (): Promise<Response> => fetch(`${host.url}/ping/${mailerToken}`, { method: 'POST', body: '12 sent' });
  expect(await (await ping()).text()).toContain('OK');
  await untilState(host, 'mailer', 'up');
  const { items: pings } = await valueOf(host.api.pings.list({ monitorId: 'mailer' }));
  expect(pings).toMatchObject([{ kind: 'success', body: '12 sent' }]);

  await Promise.all([slack.waitFor(1), mail.waitFor(1)]);
  expect(await stateOf(host, 'mailer')).toBe('down');
  const { items: incidents } = await valueOf(host.api.incidents.list({ monitorId: 'mailer', open: true }));
  expect(incidents).toMatchObject([{ failure: { kind: 'missed' }, startedAt: (pings[0]?.at ?? 0) + 10_000 }]);
  expect(mail.received[0]?.headers.get('subject')).toMatch(/^\[DOWN\] Pending e-mails: /);

  await ping();
  await Promise.all([slack.waitFor(2), mail.waitFor(2)]);
  expect(await stateOf(host, 'mailer')).toBe('up');
  expect(mail.received[1]?.headers.get('subject')).toMatch(/^\[RECOVERED\] Pending e-mails: down for /);
  await host.stop();
  expect(about(slack.received, 'Pending e-mails')).toHaveLength(2);
  expect(slack.received).toHaveLength(2);
});

test('alerts that a killed host had not sent arrive after the restart, each once', async ({ world }) => {
  const { launch, service, slack, mail } = world;
  const killed = await startHost(world);
  await untilState(killed, 'shop-api', 'up');
  await fetch(`${killed.url}/ping/${mailerToken}`);

  // Slack refuses the connection; the mail server accepts it and never responds.
  await slack.close();
  mail.trouble({ at: 'CONNECT' });
  service.breakDatabase();
  await untilState(killed, 'shop-api', 'down');
  await untilState(killed, 'mailer', 'down');
  const { items: waiting } = await valueOf(killed.api.alerts.list({}));
  expect(waiting.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
  await killed.kill();

  const reopened = await openWebhookReceiver(slack.port);
  mail.trouble(null);
  const host = await launch({ port: killed.port });
  await Promise.all([reopened.waitFor(2), mail.waitFor(2)]);
  // Unknown until its first check after the start, if the time without one was long.
  await untilState(host, 'shop-api', 'down');
  await untilState(host, 'mailer', 'down');

  service.repairDatabase();
  const job = setInterval(() => void fetch(`${host.url}/ping/${mailerToken}`), 2_000);
  await Promise.all([reopened.waitFor(4), mail.waitFor(4)]);
  await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }));
  clearInterval(job);
  expect(await host.stop()).toBe(0);
  for (const title of [
    '[DOWN] Shop API',
    '[DOWN] Pending e-mails',
    '[RECOVERED] Shop API',
    '[RECOVERED] Pending e-mails',
  ]) {
    expect(mailsAbout(mail.received, title), title).toHaveLength(1);
    expect(about(reopened.received, title), title).toHaveLength(1);
  }
  await reopened.close();
});
