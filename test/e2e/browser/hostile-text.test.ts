/**
 * Hostile text from outside: markup, scripts, script URLs, templates, bidirectional overrides and terminal control
 * characters. Wherever such text is shown, it is shown as text, and nothing runs.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, type Page } from 'playwright/test';
import type { HeadlessHost } from '../../support/headless-host.ts';
import { valueOf } from '../../support/headless-host.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './window.ts';

const token = 'hostile-job-0123456789';

/** Each place has its own number, which a failure shows. */
const bait = (place: string): string =>
  `${place}"'><script>window.caught='${place}'</script><svg onload=window.caught='${place}'><img src=x onerror=alert(1)>`;
/** For narrow places. */
const small = (place: string): string => `<svg onload=caught='${place}'>`;
const template = "{{constructor.constructor('window.caught=1')()}} ${window.caught=1} javascript:window.caught=1";
const controls = '\u202eesrever\u202c \u001b[31m\u001b]0;title\u0007 \u0000 \u2028';

async function hostileService(): Promise<{ readonly url: string; readonly close: () => void }> {
  const body = JSON.stringify({
    status: bait('status'),
    checks: {
      [bait('part')]: { status: 'down', message: bait('detail') },
      text: { status: 'down', message: template + controls },
    },
  });
  const server = createServer((_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'x-bait': bait('header'), server: bait('server') });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${String(port)}/`, close: () => void server.close() };
}

/** Everything that a user, a job, a service or a receiver can write is bait. */
async function furnish({ api, url: host }: HeadlessHost, url: string, hook: string): Promise<void> {
  await valueOf(api.channels.create({ id: 'ops', kind: 'slack', name: small('channel'), webhookUrl: hook }));
  await valueOf(api.rules.replace({ rules: [{ when: { tags: [small('tag')] }, channels: ['ops'] }] }));
  await valueOf(
    api.monitors.create({
      id: 'shop',
      kind: 'http',
      name: small('name'),
      url: `${url}?${encodeURIComponent(bait('query'))}`,
      method: 'POST',
      body: bait('body'),
      headers: { 'X-Shown': bait('sent') },
      failAfter: 1,
      tags: [small('tag')],
      notes: `${bait('notes')} ${template} ${controls.replaceAll('\u0000', '')}`,
      assertions: [
        { on: 'body', is: 'contains', value: bait('expected') },
        { on: 'header', is: 'equals', path: 'x-bait', value: bait('wanted') },
      ],
    }),
  );
  const job = { id: 'job', kind: 'heartbeat', name: small('job'), schedule: { every: '5m' }, token } as const;
  await valueOf(api.monitors.create(job));
  const answer = await fetch(`${host}/ping/${token}/1`, {
    method: 'POST',
    body: bait('ping') + template + controls,
    headers: { 'User-Agent': bait('agent') },
  });
  expect(answer.status).toBe(200);
  await expect.poll(async () => (await valueOf(api.incidents.list({}))).items.length).toBe(2);
  for (const { id } of (await valueOf(api.incidents.list({}))).items) {
    await valueOf(api.incidents.acknowledge({ id, note: bait('note') }));
  }
}

async function watch(page: Page): Promise<string[]> {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => happened.push('a window was opened'));
  page.on('request', (request) => {
    if (request.url().endsWith('/x')) happened.push(`loaded: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      console.error(`policy: ${violatedDirective} ${sample}`);
    });
  });
  return happened;
}

/** What the bait would have created, had it been interpreted as markup. */
async function expectOnlyText(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, 'caught') as unknown)).toBeUndefined();
  await expect(page.locator('[onload], [onerror], img[src="x"], body script')).toHaveCount(0);
  await expect(page.locator('a[href^="javascript:" i]')).toHaveCount(0);
}

test('hostile text is shown as text everywhere', async ({ host, page, window, slack }) => {
  const happened = await watch(page);
  const service = await hostileService();
  slack.answerWith({ status: 500, body: bait('answer') + template });
  await furnish(host, service.url, slack.url);
  await page.goto(host.pageUrl);
  await page.reload();
  await expect(window.monitor(small('name'), 'down')).toBeVisible();
  await expectOnlyText(page);

  const view = new MonitorView(page);
  await window.monitor(small('name')).click();
  await expect(view.title(small('name'))).toBeVisible();
  for (const shown of [bait('notes'), small('tag')]) await expect(view.main.getByText(shown).first()).toBeVisible();
  await expect(view.main.getByText(bait('detail')).first()).toBeVisible();
  await view.checks.getByRole('button').first().click();
  await expect(page.getByText(bait('header')).first()).toBeAttached();
  await expectOnlyText(page);

  await window.monitor(small('job')).click();
  await expect(view.title(small('job'))).toBeVisible();
  await expect(view.pings).toContainText('ping"\'><script>');
  await expectOnlyText(page);

  await window.goTo('incidents');
  await new IncidentsView(page).open.getByText(small('name')).click();
  await expect(page.getByRole('main').getByText(bait('note')).first()).toBeVisible();
  await expectOnlyText(page);

  await window.goTo('alerts');
  await expect(page.getByRole('main').getByText(small('channel')).first()).toBeVisible();
  await expectOnlyText(page);
  await window.goTo('settings');
  await expectOnlyText(page);

  await window.monitor(small('name')).click();
  await view.edit();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(small('name'));
  await expectOnlyText(page);
  expect(happened).toEqual([]);
  service.close();
});

test('the content security policy of the built page is sent and enforced', async ({ host, page }) => {
  const answer = await page.request.get(host.url);
  expect(answer.headers()['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
  );
  await page.goto(host.pageUrl);
  await expect(page.getByRole('heading').first()).toBeVisible();
  const attempts = await page.evaluate(() => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'went through';
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    };
    const types = Reflect.get(window, 'trustedTypes') as { createPolicy: (name: string, rules: object) => unknown };
    return {
      html: attempt(() => (document.createElement('div').innerHTML = '<b>markup</b>')),
      policy: attempt(() => types.createPolicy('mine', {})),
      again: attempt(() => types.createPolicy('svelte-trusted-html', {})),
    };
  });
  expect(attempts).toEqual({ html: 'TypeError', policy: 'TypeError', again: 'TypeError' });
});
