/** Acknowledged pings are stored even if the process is killed in the middle of a flood. */
import { Agent, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import { clientWords } from '../support/client-words.ts';
import { serveFor } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { valueOf } from '../support/test-engine.ts';

const monitors = 20;
/** As many as are kept of each. */
const pingsEach = 100;
const senders = 8;
/** The process is killed after so many answers, with more under way. */
const killAfter = 1_000;

const tokenOf = (monitor: number): string => `flooded-token-${String(monitor).padStart(4, '0')}`;

test('SIGKILL in a flood of pings loses none that was answered', { timeout: 120_000 }, async () => {
  const data = ['--data', tempDirectory(onTestFinished)];
  const first = await serveFor(data);
  const { api } = connectHttp({ words: clientWords, baseUrl: first.url, token: first.token });
  const yaml = Array.from(
    { length: monitors },
    (_, at) => `  - { kind: heartbeat, id: job-${at}, schedule: { every: 1d }, token: ${tokenOf(at)} }`,
  );
  valueOf(await api.config.apply({ yaml: ['monitors:', ...yaml].join('\n') }));

  const answered = new Set<string>();
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  onTestFinished(() => agent.destroy());
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < monitors * pingsEach) {
      const number = next;
      next += 1;
      const status = await ping(agent, `${first.url}/ping/${tokenOf(number % monitors)}`, String(number));
      if (status === null) return;
      if (status === 200) answered.add(String(number));
      if (answered.size === killAfter) first.signal('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  await first.ended;
  expect(answered.size).toBeGreaterThanOrEqual(killAfter);

  const second = await serveFor(data);
  const again = connectHttp({ words: clientWords, baseUrl: second.url, token: second.token }).api;
  const stored = new Set<string>();
  for (let at = 0; at < monitors; at += 1) {
    const { items } = valueOf(await again.pings.list({ monitorId: `job-${at}`, limit: pingsEach }));
    for (const { body } of items) stored.add(body);
  }
  expect(Array.from(answered).filter((number) => !stored.has(number))).toEqual([]);
  second.signal('SIGTERM');
  await second.ended;
});

/** Null: the process has gone. */
function ping(agent: Agent, url: string, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const exchange = request(url, { agent, method: 'POST' }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? null));
      response.once('error', () => resolve(null));
    });
    exchange.once('error', () => resolve(null));
    exchange.end(body);
  });
}
