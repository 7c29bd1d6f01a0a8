/**
 * The file of the main job, handed over: the real Prometheus, blackbox_exporter and Alertmanager monitor its shop and job,
 * and notify those whom Vigilmon would notify. Only the ports and waiting times differ from what was handed over.
 */
import { describe, expect, onTestFinished } from 'vitest';
import type { MonitorOf } from '../../../electron/contract/monitors/registry.ts';
import type { ProbeFn } from '../../../electron/engine/kinds/kind.ts';
import { judgePing } from '../../../electron/engine/kinds/ping/judge-ping.ts';
import { remoteCheck } from '../../../electron/engine/locations/location.ts';
import { openListener } from '../../../electron/http/listener.ts';
import { testCertificates } from '../../support/certificates.ts';
import { handOver, writeHandover, writeIn } from '../../support/handed-over.ts';
import { openHealthService } from '../../support/health-service.ts';
import { mailerToken, mainJobEnv, mainJobFile } from '../../support/main-job-file.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { freePort } from '../../support/ports.ts';
import { publishedDashboards, withVariables } from '../../support/published-dashboards.ts';
import { runProgram, startProgram, testWith } from '../../support/real-programs.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { openSmtpReceiver } from '../../support/smtp-receiver.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const longMs = 120_000;

/** Not every system lets its users send pings. */
const reply: ProbeFn<MonitorOf<'ping'>> = (monitor, { clock }) => {
  const judged = judgePing(monitor, { address: monitor.host, sent: 3, times: [11, 12, 13] });
  return Promise.resolve(remoteCheck(clock.now(), judged));
};

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
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock, probes: { ping: reply } });
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

testWith(
  'prometheus',
  'prometheus-alertmanager',
  'prometheus-blackbox-exporter',
  'amtool',
)(
  'the shop and the job break, and those whom Vigilmon would notify are notified, by severity',
  async () => {
    const { clock, engine, directory, address } = await openRig();
    const [shop, slack, mail] = [await openHealthService(), await openWebhookReceiver(), await openSmtpReceiver()];
    onTestFinished(async () => {
      await Promise.all([shop.close(), slack.close(), mail.close()]);
    });
    const ports = { exporter: await freePort(), alertmanager: await freePort() };
    const file = mainJobFile({ serviceUrl: shop.url, mailPort: mail.port });
    const made = await handOver(engine, file, { address, env: mainJobEnv(slack.url) });
    // Vigilmon itself notifies nobody.
    valueOf(await engine.api.mutes.set({ scope: { kind: 'all' }, until: clock.now() + 86_400_000 }));
    const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
    await engine.receivePing({ token: mailerToken, kind: 'success', ...said });
    writeHandover(made, directory, (text) =>
      text
        .replaceAll('127.0.0.1:9115', `127.0.0.1:${String(ports.exporter)}`)
        .replaceAll('127.0.0.1:9093', `127.0.0.1:${String(ports.alertmanager)}`)
        .replaceAll('group_wait: 10s', 'group_wait: 1s')
        .replaceAll('group_interval: 1m', 'group_interval: 1s')
        .replaceAll('scrape_interval: 15s', 'scrape_interval: 5s'),
    );
    expect(made.secretFiles).toEqual(['secrets/OPS_WEBHOOK_URL']);
    writeIn(directory, 'secrets/OPS_WEBHOOK_URL', slack.url);
    expect(await routeOf('critical', directory)).toEqual(['oncall', 'ops']);
    expect(await routeOf('warning', directory)).toEqual([]);
    await startWatching(directory, ports);
    const prometheus = await startPrometheus(directory);
    const good = async (): Promise<readonly (string | undefined)[]> => {
      const series = await query(prometheus, 'probe_success == 1 or vigilmon_monitor_up == 1');
      return [...new Set(series.map(({ metric }) => metric['monitor']))].sort();
    };
    await expect.poll(good, { timeout: 40_000, interval: 250 }).toEqual(['mailer', 'shop-api']);
    expect(slack.received).toEqual([]);

    shop.breakDatabase();
    await clock.advance(12_000);
    const patience = { timeout: 60_000, interval: 250 };
    for (const name of ['Shop API', 'Pending e-mails']) {
      await expect.poll(() => about(slack, `${name} is down`).length, patience).toBeGreaterThan(0);
      await expect
        .poll(() => mail.received.filter(({ raw }) => raw.includes(name)).length, patience)
        .toBeGreaterThan(0);
    }
    expect(mail.received[0]?.to).toEqual(['oncall@example.com']);

    shop.repairDatabase();
    // The job is still down, and in the same message.
    await expect.poll(() => about(slack, '[RESOLVED] Shop API is down').length, patience).toBeGreaterThan(0);
  },
  longMs,
);

/** The receivers of an alert, as the file routes it. */
async function routeOf(severity: string, cwd: string): Promise<readonly string[]> {
  const args = ['config', 'routes', 'test', '--config.file=alertmanager.yml', `severity=${severity}`, 'event=down'];
  const { output } = await runProgram('amtool', args, { cwd });
  return output.match(/\b(?:oncall|ops)\b/gu) ?? [];
}

interface Ports {
  readonly exporter: number;
  readonly alertmanager: number;
}

async function startWatching(cwd: string, ports: Ports): Promise<void> {
  const [exporter, alertmanager] = [ports.exporter, ports.alertmanager].map((port) => `127.0.0.1:${String(port)}`) as [
    string,
    string,
  ];
  await startProgram(
    'prometheus-blackbox-exporter',
    ['--config.file=blackbox.yml', `--web.listen-address=${exporter}`],
    { cwd, readyUrl: `http://${exporter}/-/healthy` },
  );
  const args = ['--config.file=alertmanager.yml', '--storage.path=alerts', '--cluster.listen-address='];
  await startProgram('prometheus-alertmanager', [...args, `--web.listen-address=${alertmanager}`], {
    cwd,
    readyUrl: `http://${alertmanager}/-/ready`,
  });
}

describe('the queries of published dashboards', () => {
  testWith('prometheus')(
    'find their series in the metrics of Vigilmon',
    async () => {
      const { clock, engine, target, directory, address } = await openRig();
      const { good } = await testCertificates();
      const secure = await startTargetServer({ tls: good });
      onTestFinished(() => secure.close());
      target.behaveAt('/down', { kind: 'answer', status: 503 });
      const { monitors } = engine.api;
      valueOf(await monitors.create({ kind: 'http', id: 'shop', url: secure.url, ignoreTlsErrors: true }));
      valueOf(await monitors.create({ kind: 'http', id: 'down', url: `${target.url}/down` }));
      valueOf(await monitors.create({ kind: 'ping', id: 'router', host: '192.0.2.1' }));
      await clock.advance(1_000);
      await Promise.all([engine.untilState('shop', 'up'), engine.untilState('router', 'up')]);
      await engine.untilState('down', 'failing');
      writeIn(
        directory,
        'prometheus.yml',
        `scrape_configs: [{ job_name: vigilmon, honor_labels: true, scrape_interval: 1s, static_configs: [{ targets: ['${address}'] }] }]\n`,
      );
      const prometheus = await startPrometheus(directory);
      await expect
        .poll(async () => (await query(prometheus, 'probe_success')).length, { timeout: 30_000, interval: 250 })
        .toBe(3);
      for (const { dashboard, expressions } of publishedDashboards) {
        for (const expression of expressions) {
          const found = (await query(prometheus, withVariables(expression))).length;
          expect({ dashboard, expression, found }).not.toMatchObject({ found: 0 });
        }
      }
      const [success] = await query(prometheus, 'probe_success{monitor="shop"}');
      expect(success).toMatchObject({
        metric: { instance: secure.url, job: 'vigilmon', monitor: 'shop' },
        value: [expect.any(Number) as unknown, '1'],
      });
      expect((await query(prometheus, 'up'))[0]?.value[1]).toBe('1');
    },
    longMs,
  );
});
