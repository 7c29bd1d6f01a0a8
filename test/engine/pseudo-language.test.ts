/**
 * A whole engine in the pseudo-language, with a receiver of each kind: every word that reaches a person comes from the
 * catalogue. Names and addresses have no letters here, so that every letter outside the brackets is a word of the code.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { outsideBrackets, pseudoLanguage } from '../support/pseudo-wording.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { startTargetServer, type TargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

interface Parts {
  readonly engine: TestEngine;
  readonly clock: ManualClock;
  readonly target: TargetServer;
  readonly slack: WebhookReceiver;
  readonly webhook: WebhookReceiver;
  readonly smtp: SmtpReceiver;
}

async function open(): Promise<Parts> {
  const directory = tempDirectory(onTestFinished);
  // In the way of the daily backup, which is reported.
  writeFileSync(join(directory, 'backups'), '');
  const clock = manualClock();
  const [target, slack, webhook, smtp] = await Promise.all([
    startTargetServer(),
    openWebhookReceiver(),
    openWebhookReceiver(),
    openSmtpReceiver(),
  ]);
  const engine = await openTestEngine({ directory, clock, locale: 'de', languages: [pseudoLanguage] });
  onTestFinished(async () => {
    await engine.stop();
    await Promise.all([target, slack, webhook, smtp].map((server) => server.close()));
  });
  const { api } = engine;
  const at = 'a@b.example';
  valueOf(await api.channels.create({ id: '2', kind: 'slack', name: '2', webhookUrl: slack.url }));
  valueOf(await api.channels.create({ id: '3', kind: 'webhook', name: '3', url: webhook.url }));
  const server = { host: smtp.host, port: smtp.port, security: 'none' } as const;
  valueOf(await api.channels.create({ id: '4', kind: 'email', name: '4', smtp: server, from: at, to: [at] }));
  const channels = valueOf(await api.channels.list(undefined)).map(({ id }) => id);
  valueOf(await api.rules.replace({ rules: [{ when: {}, channels }] }));
  engine.start();
  valueOf(
    await api.monitors.create({ id: '1', kind: 'http', name: '1', url: target.url, failAfter: 1, recoverAfter: 1 }),
  );
  return { engine, clock, target, slack, webhook, smtp };
}

const neutral: readonly RegExp[] = [
  /https?:\/\/\S+/gu,
  /\d+\. \p{L}+\.? \d{4}, [\d:]+ \p{L}+(?:[+-][\d:]+)?/gu,
  /\S+@\S+/gu,
  /Vigilmon/gu,
];

function strayWords(text: string): readonly string[] {
  const bare = neutral.reduce((rest, pattern) => rest.replace(pattern, ''), outsideBrackets(text));
  return bare.match(/\p{L}+/gu) ?? [];
}

/** Under these keys API and receivers get words; under others codes, data of users and servers, and markup. */
const worded: ReadonlySet<string> = new Set(['message', 'reasons', 'reason', 'title', 'answer', 'text', 'fallback']);

function wordsIn(value: unknown, isWorded = false): readonly string[] {
  if (typeof value === 'string') return isWorded ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, isWorded));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === 'facts' ? [] : wordsIn(child, worded.has(key))));
}

const bodiesOf = ({ received }: WebhookReceiver): readonly unknown[] =>
  received.map(({ body }): unknown => JSON.parse(body));

function expectTranslated(texts: readonly string[], atLeast: number): void {
  expect(texts.length).toBeGreaterThanOrEqual(atLeast);
  expect(texts.flatMap(strayWords)).toEqual([]);
}

test('an outage, its end, and a channel that breaks are worded by the catalogue in every channel and every call', async () => {
  const { engine, clock, target, slack, webhook, smtp } = await open();
  const { api } = engine;
  target.behave({ kind: 'answer', status: 503 });
  valueOf(await api.monitors.checkNow({ id: '1' }));
  await Promise.all([slack.waitFor(1), webhook.waitFor(1), smtp.waitFor(1)]);
  // Slack's pace.
  await clock.advance(1_000);
  target.behave({ kind: 'answer', status: 200 });
  valueOf(await api.monitors.checkNow({ id: '1' }));
  await Promise.all([slack.waitFor(2), webhook.waitFor(2), smtp.waitFor(2)]);
  await clock.advance(1_000);
  slack.answerWith({ status: 404, body: '404' });
  expect(valueOf(await api.channels.test({ id: '2' })).accepted).toBe(false);
  for (const id of ['3', '4']) expect(valueOf(await api.channels.test({ id })).accepted).toBe(true);
  await clock.advance(600_000);

  expectTranslated(
    engine.notifications.flatMap(({ title, body }) => [title, body]),
    4,
  );
  expectTranslated(wordsIn(bodiesOf(slack)), 6);
  expectTranslated(wordsIn(bodiesOf(webhook)), 6);
  expectTranslated(
    smtp.received.flatMap(({ headers, text }) => [headers.get('subject') ?? '', text]),
    6,
  );
});

test('whatever the API says is worded by the catalogue', async () => {
  const { engine, clock, target } = await open();
  const { api } = engine;
  target.behave({ kind: 'answer', status: 503 });
  const checked = await api.monitors.checkNow({ id: '1' });
  await clock.advance(600_000);
  const answers = await Promise.all([
    api.overview.get(undefined),
    api.incidents.list({}),
    api.incidents.get({ id: 1 }),
    api.history.checks({ monitorId: '1' }),
    api.alerts.list({}),
    api.channels.list(undefined),
    api.system.info(undefined),
    api.monitors.get({ id: '0' }),
    api.monitors.checkNow({ id: '0' }),
    api.system.restore({ file: '0' }),
    api.host.update({ listener: { port: 1 } }),
    api.host.renewToken(undefined),
  ]);
  expectTranslated(wordsIn([checked, ...answers]), 15);
  expect(valueOf(await api.system.info(undefined)).notices).toMatchObject([
    { code: 'channels-failing' },
    { code: 'backup-failed' },
  ]);
  expectTranslated(wordsIn(engine.events), 3);
  const { yaml } = valueOf(await api.config.export(undefined));
  expectTranslated(
    yaml.split('\n').filter((line) => line.startsWith('#') && !/^#\s+[A-Z\d_]+$/u.test(line)),
    1,
  );
});
