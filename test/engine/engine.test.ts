import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { PingAnswer } from '../../electron/engine/kinds/heartbeat/incoming.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const healthy = { status: 200, body: '{"checks":{"database":"ok","redis":"ok"},"latency_ms":1.8,"status":"ok"}' };
const broken = {
  status: 503,
  body: '{"checks":{"database":"error: connection refused","redis":"ok"},"latency_ms":1.8,"status":"error"}',
};

interface Service {
  readonly server: Server;
  readonly url: string;
  answer: { readonly status: number; readonly body: string };
  requests: number;
}

async function openService(): Promise<Service> {
  const service: Service = {
    server: createServer((_request, response) => {
      service.requests += 1;
      response.writeHead(service.answer.status, { 'content-type': 'application/json' });
      response.end(service.answer.body);
    }),
    url: '',
    answer: healthy,
    requests: 0,
  };
  await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
  const { port } = service.server.address() as AddressInfo;
  return Object.assign(service, { url: `http://127.0.0.1:${String(port)}/health` });
}

let clock: ManualClock;
let directory: string;
let engine: TestEngine;
let service: Service;
let smtp: SmtpReceiver;
let slack: WebhookReceiver;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  service = await openService();
  smtp = await openSmtpReceiver();
  slack = await openWebhookReceiver();
  engine = await openTestEngine({ directory, clock });
  engine.start();
});

afterEach(async () => {
  await engine.stop();
  service.server.close();
  await Promise.all([smtp.close(), slack.close()]);
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

const shop = (): MonitorInput => ({
  id: 'shop-api',
  kind: 'http',
  name: 'Shop API',
  url: service.url,
  interval: '30s',
  assertions: [
    { on: 'status', is: 'equals', value: 200 },
    { on: 'body', is: 'contains', value: '"status": "ok"' },
  ],
});
const mailer: MonitorInput = {
  id: 'mailer',
  kind: 'heartbeat',
  name: 'Pending e-mails',
  schedule: { every: '5m' },
  grace: '30s',
  token: 'mailer-token-0123456789',
};

async function addChannels(): Promise<void> {
  valueOf(
    await engine.api.channels.create({
      id: 'oncall',
      kind: 'email',
      smtp: { host: smtp.host, port: smtp.port, security: 'none' },
      from: 'vigilmon@example.com',
      to: ['oncall@example.com'],
    }),
  );
  valueOf(await engine.api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: slack.url }));
  valueOf(
    await engine.api.rules.replace({
      rules: [
        { when: { severity: ['critical'] }, channels: ['oncall', 'ops'] },
        { when: {}, channels: ['desktop'] },
      ],
    }),
  );
}

function ping(kind: 'success' | 'start' | 'fail', token = 'mailer-token-0123456789'): Promise<PingAnswer> {
  return engine.receivePing({
    token,
    kind,
    exitCode: null,
    runId: null,
    body: '',
    remoteAddress: '127.0.0.1',
    userAgent: 'test',
  });
}

/** Lets time pass and waits for the check that falls due in it. */
async function nextCheck(ms: number): Promise<void> {
  const seen = service.requests;
  const done = Promise.race([
    engine.until('check', ({ monitorId }) => monitorId === 'shop-api'),
    engine.until('monitor', ({ monitor }) => monitor.id === 'shop-api'),
  ]);
  await clock.advance(ms);
  await done;
  expect(service.requests).toBe(seen + 1);
}

/** What was accepted by the other side is written a moment later. */
async function untilSent(count: number): Promise<void> {
  const sent = (): number =>
    new Set(
      engine.events.flatMap((event) =>
        event.type === 'alert' && event.alert.status === 'sent' ? [event.alert.id] : [],
      ),
    ).size;
  while (sent() < count) await engine.until('alert', ({ alert }) => alert.status === 'sent');
}

describe('an HTTP monitor', () => {
  it('goes up, down and up again, and tells each channel once, with reason and duration', async () => {
    await addChannels();
    valueOf(await engine.api.monitors.create(shop()));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');

    service.answer = broken;
    await nextCheck(30_000);
    expect(slack.received).toHaveLength(0);
    await nextCheck(5_000);
    const [mail] = await smtp.waitFor(1);
    const [message] = await slack.waitFor(1);
    expect(mail?.headers.get('subject')).toBe('[DOWN] Shop API: status 503, expected 200');
    expect(mail?.text).toContain('database: error: connection refused');
    expect(message?.body).toContain('status 503, expected 200');
    expect(message?.body).toContain('database: error: connection refused');

    for (let i = 0; i < 3; i += 1) await nextCheck(30_000);
    service.answer = healthy;
    await nextCheck(30_000);
    await nextCheck(5_000);
    await engine.untilState('shop-api', 'up');
    const mails = await smtp.waitFor(2);
    const messages = await slack.waitFor(2);
    expect(mails.map(({ headers }) => headers.get('subject'))).toEqual([
      '[DOWN] Shop API: status 503, expected 200',
      '[RECOVERED] Shop API: down for 2 min 5 s',
    ]);
    expect(messages[1]?.body).toContain('2 min 5 s');
    await untilSent(6);
    expect(engine.notifications).toHaveLength(2);

    const { items } = valueOf(await engine.api.incidents.list({}));
    expect(items).toHaveLength(1);
    const detail = valueOf(await engine.api.incidents.get({ id: items[0]?.id ?? 0 }));
    expect(detail.firstFailure?.response?.status).toBe(503);
    expect(detail.lastGood?.response?.body).toBe(healthy.body);
    expect(detail.alerts.map(({ event, channelId, status }) => `${event} ${channelId} ${status}`).toSorted()).toEqual([
      'down desktop sent',
      'down oncall sent',
      'down ops sent',
      'recovered desktop sent',
      'recovered oncall sent',
      'recovered ops sent',
    ]);
    for (const alert of detail.alerts) {
      if (alert.event === 'recovered') expect(alert.detectedAt).toBe(detail.endedAt);
      expect(alert.detectedAt).toBeLessThanOrEqual(alert.confirmedAt);
      expect(alert.acceptedAt).not.toBeNull();
    }
  });

  it('is not called down by one failed check', async () => {
    valueOf(await engine.api.monitors.create(shop()));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    service.answer = broken;
    await nextCheck(30_000);
    await engine.untilState('shop-api', 'failing');
    service.answer = healthy;
    await nextCheck(5_000);
    await engine.untilState('shop-api', 'up');
    expect(engine.notifications).toEqual([]);
    expect(valueOf(await engine.api.incidents.list({})).items).toEqual([]);
  });

  it('keeps its uptime and its incidents in agreement', async () => {
    valueOf(await engine.api.monitors.create(shop()));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    const begin = clock.now();
    service.answer = broken;
    await nextCheck(30_000);
    await nextCheck(5_000);
    service.answer = healthy;
    await nextCheck(30_000);
    await nextCheck(5_000);
    await engine.untilState('shop-api', 'up');
    await clock.advance(1_000);
    const uptime = valueOf(await engine.api.history.uptime({ monitorId: 'shop-api', from: begin, to: clock.now() }));
    const [incident] = valueOf(await engine.api.incidents.list({ monitorId: 'shop-api' })).items;
    expect(uptime.downMs).toBe((incident?.endedAt ?? 0) - (incident?.startedAt ?? 0));
    expect(uptime.incidents).toBe(1);
    expect(uptime.coverage).toBe(1);
  });

  it('answers checkNow and preview with the check, and a preview stores nothing', async () => {
    const preview = valueOf(await engine.api.monitors.preview(shop()));
    expect(preview.verdict).toBe('pass');
    expect(preview.assertions.map(({ passed }) => passed)).toEqual([true, true]);
    expect(valueOf(await engine.api.overview.get(undefined)).monitors).toEqual([]);
    valueOf(await engine.api.monitors.create({ ...shop(), enabled: true }));
    expect(valueOf(await engine.api.monitors.checkNow({ id: 'shop-api' })).verdict).toBe('pass');
    const { items } = valueOf(await engine.api.history.checks({ monitorId: 'shop-api' }));
    expect(items.length).toBeGreaterThan(0);
  });

  it('is not probed while it is paused, and at once when it is resumed', async () => {
    valueOf(await engine.api.monitors.create(shop()));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    valueOf(await engine.api.monitors.pause({ id: 'shop-api' }));
    await engine.untilState('shop-api', 'paused');
    const before = service.requests;
    await clock.advance(600_000);
    expect(service.requests).toBe(before);
    valueOf(await engine.api.monitors.resume({ id: 'shop-api' }));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    expect(service.requests).toBe(before + 1);
  });
});

describe('a heartbeat', () => {
  it('is new until its first ping, late at the deadline, down after the grace, and up with the next ping', async () => {
    await addChannels();
    valueOf(await engine.api.monitors.create(mailer));
    await clock.advance(3_600_000);
    await engine.untilState('mailer', 'new');
    expect(await ping('success')).toBe('ok');
    await engine.untilState('mailer', 'up');
    const deadline = clock.now() + 300_000;
    await clock.advance(300_000);
    await engine.untilState('mailer', 'late');
    expect(smtp.received).toHaveLength(0);
    await clock.advance(30_000);
    await engine.untilState('mailer', 'down');
    await smtp.waitFor(1);
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.startedAt).toBe(deadline);
    expect(incident?.failure.kind).toBe('missed');

    await clock.advance(60_000);
    expect(await ping('success')).toBe('ok');
    await engine.untilState('mailer', 'up');
    const mails = await smtp.waitFor(2);
    expect(mails[1]?.headers.get('subject')).toBe('[RECOVERED] Pending e-mails: down for 1 min 30 s');
  });

  it('is down at once where the job says that it failed', async () => {
    valueOf(await engine.api.monitors.create(mailer));
    await ping('success');
    await ping('fail');
    const { reason } = await engine.untilState('mailer', 'down');
    expect(reason).not.toBeNull();
  });

  it('remembers over a restart how much time the job has left', async () => {
    valueOf(await engine.api.monitors.create(mailer));
    await ping('success');
    await engine.stop();
    await clock.advance(3_600_000);
    engine = await openTestEngine({ directory, clock });
    engine.start();
    await engine.untilState('mailer', 'up');
    await clock.advance(330_000);
    await engine.untilState('mailer', 'down');
  });

  it('counts a new period from the last success', async () => {
    valueOf(await engine.api.monitors.create({ ...mailer, schedule: { every: '1d' } }));
    await ping('success');
    await clock.advance(60_000);
    valueOf(await engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', schedule: { every: '5m' } }));
    await clock.advance(240_000);
    await engine.untilState('mailer', 'late');
  });

  it('cannot have the token of another', async () => {
    valueOf(await engine.api.monitors.create(mailer));
    const error = errorOf(await engine.api.monitors.create({ ...mailer, id: 'other' }));
    expect(error.fields).toHaveProperty('token');
  });

  it('is unknown under its old token once that has been renewed', async () => {
    valueOf(await engine.api.monitors.create(mailer));
    const renewed = valueOf(await engine.api.monitors.renewToken({ id: 'mailer' }));
    expect(await ping('success')).toBe('not-found');
    expect(renewed.kind === 'heartbeat' && (await ping('success', renewed.token))).toBe('ok');
  });
});

describe('the engine', () => {
  it('goes on after a restart as if it had not been away, and calls the time between unknown', async () => {
    valueOf(await engine.api.monitors.create(shop()));
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    await clock.advance(20_000);
    const stoppedAt = clock.now();
    await engine.stop();
    await clock.advance(3_600_000);
    engine = await openTestEngine({ directory, clock });
    engine.start();
    await engine.untilState('shop-api', 'unknown');
    await clock.advance(30_000);
    await engine.untilState('shop-api', 'up');
    const spans = valueOf(await engine.api.history.spans({ monitorId: 'shop-api', from: 0, to: clock.now() }));
    expect(spans.map(({ state }) => state)).toEqual(['up', 'unknown', 'up']);
    expect(spans[1]?.from).toBe(stoppedAt);
  });

  it('keeps secrets out of the database and out of every answer', async () => {
    const secret = 'correct-horse-battery-staple';
    valueOf(
      await engine.api.monitors.create({
        ...shop(),
        headers: { 'x-api-key': secret },
        auth: { type: 'bearer', token: secret },
      } as MonitorInput),
    );
    valueOf(await engine.api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: slack.url }));
    const answers = [
      await engine.api.monitors.list(undefined),
      await engine.api.channels.list(undefined),
      await engine.api.config.export(undefined),
      await engine.api.overview.get(undefined),
    ];
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(JSON.stringify(answers)).not.toContain(slack.secret);
    expect(JSON.stringify(answers)).toContain('hasSecret');
    await engine.stop();
    for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      if (!name.includes('.db')) continue;
      const bytes = readFileSync(join(directory, name));
      expect(bytes.includes(secret) || bytes.includes(slack.secret)).toBe(false);
    }
    engine = await openTestEngine({ directory, clock });
    const kept = valueOf(await engine.api.monitors.update({ id: 'shop-api', kind: 'http', name: 'Renamed' }));
    expect(kept.name).toBe('Renamed');
  });

  it('refuses a second one on the same directory and says which process has it', async () => {
    await expect(openTestEngine({ directory, clock })).rejects.toThrow(String(process.pid));
  });

  it('says by field what is wrong with a monitor, and changes nothing', async () => {
    const error = errorOf(
      await engine.api.monitors.create({
        kind: 'http',
        url: 'ftp://example.com/',
        interval: '30s',
        timeout: '30s',
        assertions: [{ on: 'json', is: 'equals', path: '$[', value: 1 }],
      }),
    );
    expect(error.code).toBe('invalid');
    expect(Object.keys(error.fields).toSorted()).toEqual(['assertions.0.path', 'timeout', 'url']);
    const unknown = errorOf(await engine.api.monitors.create(Object.assign(shop(), { colour: 'red' })));
    expect(unknown.fields).toHaveProperty('colour');
    expect(valueOf(await engine.api.monitors.list(undefined))).toEqual([]);
  });

  it('shows which monitors no rule covers, or only by channels that have never delivered', async () => {
    valueOf(await engine.api.monitors.create(mailer));
    const uncovered = async (): Promise<boolean | undefined> =>
      valueOf(await engine.api.overview.get(undefined)).monitors[0]?.uncovered;
    expect(await uncovered()).toBe(true);
    valueOf(await engine.api.channels.test({ id: 'desktop' }));
    expect(await uncovered()).toBe(false);
    valueOf(await engine.api.rules.replace({ rules: [] }));
    expect(await uncovered()).toBe(true);
  });

  it('says by its place which rule is wrong, and at which field', async () => {
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: { monitors: ['gone'] }, channels: ['desktop'], delay: '2d' },
    ];
    const error = errorOf(await engine.api.rules.replace({ rules }));
    expect(Object.keys(error.fields).toSorted()).toEqual(['rules.1.delay', 'rules.1.when.monitors.0']);
  });

  it('lets rules be changed beside one whose monitor is gone', async () => {
    const { id } = valueOf(await engine.api.monitors.create(mailer));
    const narrow = { when: { monitors: [id] }, channels: ['desktop'] };
    valueOf(await engine.api.rules.replace({ rules: [narrow] }));
    valueOf(await engine.api.monitors.delete({ id }));
    const rules = valueOf(await engine.api.rules.replace({ rules: [narrow, { when: {}, channels: ['desktop'] }] }));
    expect(rules.map(({ when }) => when.monitors)).toEqual([[id], []]);
  });
});

describe('the configuration file', () => {
  it('keeps reminders and quiet hours of a rule through an export, and changes nothing when it is applied again', async () => {
    const rule = '{ when: {}, channels: [desktop], repeatEvery: 30m, quietHours: { from: 22:00, to: 07:00 } }';
    valueOf(await engine.api.config.apply({ yaml: `rules:\n  - ${rule}\n` }));
    const exported = valueOf(await engine.api.config.export(undefined)).yaml;
    expect(exported).toContain('repeatEvery: 30m\n    quietHours: { from: 22:00, to: 07:00 }');
    const report = valueOf(await engine.api.config.apply({ yaml: exported }));
    expect(report).toMatchObject({ created: [], removed: [] });
    const quietHours = { days: [], from: '22:00', to: '07:00', timezone: null };
    expect(valueOf(await engine.api.rules.list(undefined))).toMatchObject([{ repeatEvery: 1_800_000, quietHours }]);
    const wrong = exported.replace('to: 07:00', 'to: 25:00');
    expect(errorOf(await engine.api.config.apply({ yaml: wrong })).fields).toEqual({
      'rules.0.quietHours.to, line 12': 'is not a time of day: write 07:00 or 22:30',
    });
  });

  const yaml = (url: string): string => `
channels:
  - { id: desktop, kind: native }
  - { id: ops, kind: slack, webhookUrl: "\${SLACK_WEBHOOK_URL}" }
rules:
  - { when: { severity: [critical] }, channels: [ops] }
  - { when: {}, channels: [desktop] }
monitors:
  - id: shop-api
    kind: http
    name: Shop API
    url: ${url}
    interval: 30s
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 5m }, token: "\${MAILER_TOKEN}" }
`;
  const env = (): Record<string, string> => ({ SLACK_WEBHOOK_URL: slack.url, MAILER_TOKEN: 'mailer-token-0123456789' });

  it('is applied as a whole, and applying it twice changes nothing', async () => {
    const first = valueOf(await engine.api.config.apply({ yaml: yaml(service.url), env: env() }));
    expect(first.created.toSorted()).toEqual(['mailer', 'ops', 'shop-api']);
    await clock.advance(1);
    await engine.untilState('shop-api', 'up');
    const second = valueOf(await engine.api.config.apply({ yaml: yaml(service.url), env: env() }));
    expect(second).toMatchObject({ created: [], updated: [], removed: [] });
  });

  it('removes what an earlier file made, and leaves alone what was made by hand', async () => {
    valueOf(await engine.api.config.apply({ yaml: yaml(service.url), env: env() }));
    valueOf(await engine.api.monitors.create({ ...shop(), id: 'by-hand' }));
    const report = valueOf(await engine.api.config.apply({ yaml: 'monitors: []', env: {} }));
    expect(report.removed.toSorted()).toEqual(['desktop', 'mailer', 'ops', 'shop-api']);
    expect(valueOf(await engine.api.monitors.list(undefined)).map(({ id }) => id)).toEqual(['by-hand']);
  });

  it('knows its rules again after they were put into another order by hand', async () => {
    const apply = async (): Promise<unknown> =>
      valueOf(await engine.api.config.apply({ yaml: yaml(service.url), env: env() }));
    await apply();
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: { severity: ['critical' as const] }, channels: ['ops'] },
      { when: { tags: ['shop'] }, channels: ['ops'] },
    ];
    valueOf(await engine.api.rules.replace({ rules }));
    await apply();
    const after = valueOf(await engine.api.rules.list(undefined));
    expect(
      after.map(({ channels, when }) => `${when.severity.join()}${when.tags.join()} -> ${channels.join()}`),
    ).toEqual(['critical -> ops', ' -> desktop', 'shop -> ops']);
  });

  it('is refused as a whole with lines and names, and changes nothing', async () => {
    const error = errorOf(await engine.api.config.apply({ yaml: yaml('ftp://x/'), env: env() }));
    expect(JSON.stringify(error.fields)).toMatch(/line 12/u);
    const missing = errorOf(await engine.api.config.apply({ yaml: yaml(service.url), env: {} }));
    expect(missing.message + JSON.stringify(missing.fields)).toContain('SLACK_WEBHOOK_URL');
    expect(valueOf(await engine.api.monitors.list(undefined))).toEqual([]);
  });
});
