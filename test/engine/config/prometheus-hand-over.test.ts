/**
 * The handed-over configuration at work: the real Prometheus, blackbox_exporter and Alertmanager watch a shop and a job,
 * and notify those whom Vigilmon would notify. Intervals are the shortest that there are, and the ports are free ones.
 */
import { expect, onTestFinished } from 'vitest';
import { openListener } from '../../../electron/http/listener.ts';
import { handOver, writeHandover, writeIn } from '../../support/handed-over.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { freePort } from '../../support/ports.ts';
import { startProgram, testWith } from '../../support/real-programs.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { openSmtpReceiver } from '../../support/smtp-receiver.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const longMs = 120_000;
const token = 'mailer-token-0123456789';

interface Rig {
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly target: TargetServer;
  readonly directory: string;
  /** `host:port` of the listener, whose metrics are open. */
  readonly address: string;
}

async function openRig(): Promise<Rig> {
  const directory = tempDirectory(onTestFinished);
  const clock = manualClock();
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  const target = await startTargetServer();
  const listening = await openListener({ engine, host: '127.0.0.1', port: 0, metrics: 'open', logger: recordedLog() });
  if (!listening.ok) throw new Error(listening.error.code);
  onTestFinished(async () => {
    await listening.value.close();
    await engine.stop();
    await target.close();
  });
  engine.start();
  return { clock, engine, target, directory, address: new URL(listening.value.url).host };
}

/** @returns where Prometheus is. */
async function startPrometheus(directory: string): Promise<string> {
  const url = `http://127.0.0.1:${String(await freePort())}`;
  await startProgram(
    'prometheus',
    ['--config.file=prometheus.yml', '--storage.tsdb.path=tsdb', `--web.listen-address=${url.slice(7)}`],
    { cwd: directory, readyUrl: `${url}/-/ready` },
  );
  return url;
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

async function query(url: string, expression: string): Promise<readonly Series[]> {
  const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`);
  const { data } = (await response.json()) as { data: { result: readonly Series[] } };
  return data.result;
}

/** The bodies that arrived, as far as they name the monitor. */
function about(receiver: WebhookReceiver, name: string): readonly string[] {
  return receiver.received.map(({ body }) => body).filter((body) => body.includes(name));
}

testWith('prometheus', 'prometheus-alertmanager', 'prometheus-blackbox-exporter')(
  'the shop breaks, and those whom Vigilmon would notify are notified, by severity',
  async () => {
    const { clock, engine, target, directory, address } = await openRig();
    target.behave({ kind: 'answer', json: { status: 'ok' } });
    const [slack, hook] = [await openWebhookReceiver(), await openWebhookReceiver()];
    const mail = await openSmtpReceiver();
    onTestFinished(async () => {
      await Promise.all([slack.close(), hook.close(), mail.close()]);
    });
    const ports = { exporter: await freePort(), alertmanager: await freePort() };
    const made = await handOver(
      engine,
      `
channels:
  - { id: ops-slack, kind: slack, webhookUrl: '${slack.url}' }
  - { id: ops-mail, kind: email, smtp: { host: 127.0.0.1, port: ${String(mail.port)}, security: none }, from: vigilmon@example.com, to: [ops@example.com] }
  - { id: own-hook, kind: webhook, url: 'http://127.0.0.1:${String(hook.port)}/' }
rules:
  - { when: { severity: [critical] }, channels: [ops-slack, ops-mail] }
  - { when: { severity: [warning] }, channels: [ops-slack] }
  - { when: {}, channels: [own-hook] }
settings: { groupWait: 0s }
monitors:
  - { id: shop-api, kind: http, name: Shop API, url: '${target.url}/health', interval: 5s, timeout: 2s, assertions: [{ on: status, is: equals, value: 200 }, { on: body, is: contains, value: '"status": "ok"' }] }
  - { id: shop-web, kind: http, name: Shop web, url: '${target.url}/web', severity: warning, interval: 5s, timeout: 2s }
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 5m }, grace: 30s, token: ${token} }
`,
      address,
    );
    // Vigilmon itself notifies nobody.
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + 86_400_000 }));
    const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
    await engine.receivePing({ token, kind: 'success', ...said });
    writeHandover(made, directory, (text) =>
      text
        .replaceAll('127.0.0.1:9115', `127.0.0.1:${String(ports.exporter)}`)
        .replaceAll('127.0.0.1:9093', `127.0.0.1:${String(ports.alertmanager)}`)
        .replaceAll('group_interval: 1m', 'group_interval: 1s')
        .replaceAll('scrape_interval: 15s', 'scrape_interval: 5s'),
    );
    writeIn(directory, 'secrets/OPS_SLACK_WEBHOOK_URL', slack.url);
    const [exporterUrl, alertmanagerUrl] = [ports.exporter, ports.alertmanager].map(
      (port) => `http://127.0.0.1:${String(port)}`,
    ) as [string, string];
    await startProgram(
      'prometheus-blackbox-exporter',
      ['--config.file=blackbox.yml', `--web.listen-address=${exporterUrl.slice(7)}`],
      { cwd: directory, readyUrl: `${exporterUrl}/-/healthy` },
    );
    await startProgram(
      'prometheus-alertmanager',
      [
        ...['--config.file=alertmanager.yml', '--storage.path=alerts', '--cluster.listen-address='],
        `--web.listen-address=${alertmanagerUrl.slice(7)}`,
      ],
      { cwd: directory, readyUrl: `${alertmanagerUrl}/-/ready` },
    );
    const prometheus = await startPrometheus(directory);
    const good = async (): Promise<readonly (string | undefined)[]> => {
      const series = await query(prometheus, 'probe_success == 1 or vigilmon_monitor_up == 1');
      return [...new Set(series.map(({ metric }) => metric['monitor']))].sort();
    };
    await expect.poll(good, { timeout: 40_000, interval: 250 }).toEqual(['mailer', 'shop-api', 'shop-web']);
    expect(hook.received).toEqual([]);

    // The status stays good: only the assertion about the body can notice.
    target.behaveAt('/health', { kind: 'answer', json: { status: 'degraded' } });
    target.behaveAt('/web', { kind: 'answer', status: 503 });
    await clock.advance(331_000);
    const patience = { timeout: 60_000, interval: 250 };
    await expect.poll(() => about(hook, 'shop-api').length, patience).toBeGreaterThan(0);
    await expect.poll(() => about(hook, 'shop-web').length, patience).toBeGreaterThan(0);
    await expect.poll(() => about(hook, 'mailer').length, patience).toBeGreaterThan(0);
    await expect.poll(() => about(slack, 'Shop API is down').length, patience).toBeGreaterThan(0);
    await expect.poll(() => about(slack, 'Shop web is down').length, patience).toBeGreaterThan(0);
    await expect
      .poll(() => mail.received.map(({ raw }) => raw).filter((raw) => raw.includes('Shop API')).length, patience)
      .toBeGreaterThan(0);
    expect(mail.received.filter(({ raw }) => raw.includes('Shop web'))).toEqual([]);
    const alert = JSON.parse(about(hook, 'shop-api')[0] ?? '{}') as { alerts: readonly { labels: object }[] };
    expect(alert.alerts[0]?.labels).toMatchObject({
      severity: 'critical',
      event: 'down',
      instance: `${target.url}/health`,
    });

    target.behave({ kind: 'answer', json: { status: 'ok' } });
    await expect
      .poll(() => about(hook, 'shop-api').filter((body) => body.includes('"status":"resolved"')).length, patience)
      .toBeGreaterThan(0);
  },
  longMs,
);

/** As in the dashboards 7587, 13659 and 14928 of grafana.com, their variables filled in. */
const dashboard = (instance: string): readonly string[] => [
  `probe_success{instance=~"${instance}"}`,
  `avg(probe_duration_seconds{instance=~"${instance}"}) by (instance)`,
  `probe_http_status_code{job=~"vigilmon",instance=~"${instance}"}`,
  `sum(probe_http_duration_seconds{instance=~"${instance}"}) by (instance)`,
  `probe_http_duration_seconds{instance=~"${instance}",phase=~"connect|processing|resolve|tls|transfer"}`,
  `avg(probe_dns_lookup_time_seconds{instance=~"${instance}"}) by (instance)`,
  `avg_over_time(probe_success{instance=~"${instance}"}[1m])`,
  `probe_http_ssl{instance=~"${instance}"}`,
  `probe_http_version{instance=~"${instance}"}`,
];

testWith('prometheus')(
  'the queries of published blackbox dashboards find their series in the metrics of Vigilmon',
  async () => {
    const { clock, engine, target, directory, address } = await openRig();
    valueOf(await engine.api.monitors.create({ kind: 'http', id: 'shop', url: `${target.url}/shop` }));
    await clock.advance(1_000);
    await engine.untilState('shop', 'up');
    writeIn(
      directory,
      'prometheus.yml',
      `scrape_configs: [{ job_name: vigilmon, honor_labels: true, scrape_interval: 1s, static_configs: [{ targets: ['${address}'] }] }]\n`,
    );
    const prometheus = await startPrometheus(directory);
    await expect
      .poll(async () => (await query(prometheus, 'probe_success')).length, { timeout: 30_000, interval: 250 })
      .toBe(1);
    for (const expression of dashboard(`${target.url}/shop`)) {
      expect({ expression, found: (await query(prometheus, expression)).length }).not.toMatchObject({ found: 0 });
    }
    const [success] = await query(prometheus, 'probe_success');
    expect(success).toMatchObject({
      metric: { instance: `${target.url}/shop`, job: 'vigilmon', monitor: 'shop' },
      value: [expect.any(Number) as unknown, '1'],
    });
    const [scraped] = await query(prometheus, 'up');
    expect(scraped?.value[1]).toBe('1');
  },
  longMs,
);
