/** The inbox page's server, as a browser and as a stranger meets it. */
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Inbox, InboxEntry } from '../../../build/demo/inbox/inbox.ts';
import { openInboxServer, type InboxServer } from '../../../build/demo/inbox/inbox-server.ts';

const mail: InboxEntry = {
  kind: 'mail',
  id: 1,
  at: Date.UTC(2026, 9, 14, 10, 24),
  subject: '[DOWN] <script>alert(1)</script>',
  from: 'vigilmon@example.com',
  to: ['oncall@example.com'],
  text: 'status 503 & more',
  html: '<p>status 503</p>',
};
const slack: InboxEntry = {
  kind: 'slack',
  id: 2,
  at: mail.at,
  payload: JSON.stringify({
    text: 'Shop API is down',
    attachments: [{ color: '#d92d3a', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<b>&lt;x&gt;' } }] }],
  }),
};

interface Rig extends InboxServer {
  readonly arrive: (entry: InboxEntry) => void;
}

async function open(): Promise<Rig> {
  const entries: InboxEntry[] = [];
  const listeners = new Set<(entry: InboxEntry) => void>();
  const inbox: Inbox = {
    entries: () => entries,
    find: (id) => entries.find((entry) => entry.id === id) ?? null,
    onEntry: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const server = await openInboxServer({ inbox, port: 0, windowUrl: 'http://127.0.0.1:1/#token=a&b' });
  onTestFinished(server.close);
  return {
    ...server,
    arrive: (entry) => {
      entries.push(entry);
      for (const listener of listeners) listener(entry);
    },
  };
}

function statusWith(url: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

test('what comes from outside stands on the page as text, and a mail in a frame that may do nothing', async () => {
  const { url, arrive } = await open();
  arrive(mail);
  arrive(slack);
  const page = await fetch(url);
  const html = await page.text();
  expect(html).toContain('[DOWN] &lt;script&gt;alert(1)');
  expect(html).toContain('status 503 &amp; more');
  expect(html).not.toContain('<b>');
  expect(html).toContain('#token=a&amp;b');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const frame = await fetch(new URL('/mails/1', url));
  expect(await frame.text()).toBe(mail.html);
  expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect((await fetch(new URL('/mails/2', url))).status).toBe(404);
});

test('what arrives is told to a page that is open, and so is what was broken', async () => {
  const { url, arrive, showStage } = await open();
  const stream = await fetch(new URL('/events', url));
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const seen: string[] = [];
  const until = async (words: string): Promise<void> => {
    while (!seen.join('').includes(words)) seen.push((await reader?.read())?.value ?? '');
  };
  arrive(slack);
  await until('event: entry');
  await until('Shop API is down');
  showStage({ isServiceBroken: true, isJobStopped: false, isStoryRunning: false });
  await until('event: stage');
  await until('/mend-service');
  expect(seen.join('')).toContain('"kind":"slack"');
});

test('a button does what it says, and nothing else is done', async () => {
  const { url, obey } = await open();
  const done: string[] = [];
  obey((act) => done.push(act));
  const press = (path: string): Promise<Response> => fetch(new URL(path, url), { method: 'POST', redirect: 'manual' });
  expect((await press('/break-service')).status).toBe(303);
  expect((await press('/format-disk')).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  expect(done).toEqual(['break-service']);
});

test('a page from elsewhere may neither look nor press', async () => {
  const { url, obey } = await open();
  const done: string[] = [];
  obey((act) => done.push(act));
  const { host } = new URL(url);
  expect(await statusWith(url, { host: 'evil.example.com' })).toBe(403);
  expect(await statusWith(`${url}stop-job`, { host, origin: 'http://evil.example.com' }, 'POST')).toBe(403);
  expect(await statusWith(`${url}stop-job`, { host, origin: `http://${host}` }, 'POST')).toBe(303);
  expect(done).toEqual(['stop-job']);
});
