/** A whole engine with a service to check, a job, and receivers of e-mail and Slack. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../support/engine-with-jobs.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { valueOf } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

export const healthy = {
  status: 200,
  body: '{"checks":{"database":"ok","redis":"ok"},"latency_ms":1.8,"status":"ok"}',
};
export const broken = {
  status: 503,
  body: '{"checks":{"database":"error: connection refused","redis":"ok"},"latency_ms":1.8,"status":"error"}',
};

export interface Service {
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

export interface EngineRig {
  readonly engine: EngineWithJobs;
  readonly service: Service;
  readonly smtp: SmtpReceiver;
  readonly slack: WebhookReceiver;
  /** A monitor of the service. */
  readonly shop: MonitorInput;
  /** What is critical goes to both receivers, everything to the desktop. */
  readonly addChannels: () => Promise<void>;
}

export const mailer = {
  id: 'mailer',
  kind: 'heartbeat',
  name: 'Pending e-mails',
  schedule: { every: '5m' },
  grace: '30s',
  token: 'mailer-token-0123456789',
} as const satisfies MonitorInput;

export async function openEngineRig(): Promise<EngineRig> {
  const [service, smtp, slack] = await Promise.all([openService(), openSmtpReceiver(), openWebhookReceiver()]);
  onTestFinished(async () => {
    service.server.close();
    await Promise.all([smtp.close(), slack.close()]);
  });
  const engine = await openEngineWithJobs();
  return { engine, service, smtp, slack, shop: shopOf(service), addChannels: () => addChannels(engine, smtp, slack) };
}

const shopOf = (service: Service): MonitorInput => ({
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

async function addChannels({ api }: EngineWithJobs, smtp: SmtpReceiver, slack: WebhookReceiver): Promise<void> {
  valueOf(
    await api.channels.create({
      id: 'oncall',
      kind: 'email',
      smtp: { host: smtp.host, port: smtp.port, security: 'none' },
      from: 'vigilmon@example.com',
      to: ['oncall@example.com'],
    }),
  );
  valueOf(await api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: slack.url }));
  valueOf(
    await api.rules.replace({
      rules: [
        { when: { severity: ['critical'] }, channels: ['oncall', 'ops'] },
        { when: {}, channels: ['desktop'] },
      ],
    }),
  );
}
