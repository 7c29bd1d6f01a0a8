/** The inbox page's HTML. Everything from outside is escaped; an email's own HTML is in a fully sandboxed frame. */
import type { InboxEntry, MailEntry, SlackEntry } from './inbox.ts';
import { escapeHtml } from './escape-html.ts';
import { slackHtml, slackTitle } from './slack-view.ts';

interface PageContent {
  /** Of the window, token included. */
  readonly windowUrl: string | null;
  readonly entries: readonly InboxEntry[];
  readonly stage: Stage;
}

/** What can be broken, and by whom. */
export interface Stage {
  readonly isServiceBroken: boolean;
  readonly isJobStopped: boolean;
  /** The story is still running; otherwise the user has taken over. */
  readonly isStoryRunning: boolean;
}

export function pageHtml({ windowUrl, entries, stage }: PageContent): string {
  const newestFirst = entries.toReversed();
  const column = (kind: InboxEntry['kind'], title: string): string => {
    const articles = newestFirst.filter((entry) => entry.kind === kind).map(entryHtml);
    return `<section aria-label="${title}"><h2>${title}</h2><div id="${kind}" class="entries" aria-live="polite">${articles.join('\n')}<p class="none">Nothing yet.</p></div></section>`;
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inbox of the demonstration</title>
<link rel="stylesheet" href="/page.css">
<script src="/live.js" defer></script>
</head>
<body>
<header>
<div><h1>What Vigilmon sent</h1><p>Every message here came over SMTP or to a webhook. ${windowLink(windowUrl)}</p></div>
<div id="stage">${stageHtml(stage)}</div>
</header>
<main>
${column('mail', 'E-mail')}
${column('slack', 'Slack')}
</main>
</body>
</html>
`;
}

function windowLink(url: string | null): string {
  return url === null ? '' : `<a href="${escapeHtml(url)}" target="_blank" rel="noreferrer">Open the window</a>`;
}

/** Buttons that reverse the current state. */
export function stageHtml({ isServiceBroken, isJobStopped, isStoryRunning }: Stage): string {
  return `<form method="post">
<p><span class="${isServiceBroken ? 'ill' : 'well'}">Shop database: ${isServiceBroken ? 'broken' : 'works'}</span>
<button formaction="/${isServiceBroken ? 'mend-service' : 'break-service'}">${isServiceBroken ? 'Mend it' : 'Break it'}</button></p>
<p><span class="${isJobStopped ? 'ill' : 'well'}">Invoice mailer: ${isJobStopped ? 'stopped' : 'pings'}</span>
<button formaction="/${isJobStopped ? 'start-job' : 'stop-job'}">${isJobStopped ? 'Start it' : 'Stop it'}</button></p>
<p class="quiet">${isStoryRunning ? 'Both happen by themselves until you press a button.' : 'You decide from now on.'}</p>
</form>`;
}

export function entryHtml(entry: InboxEntry): string {
  return entry.kind === 'mail' ? mailArticle(entry) : slackArticle(entry);
}

function mailArticle({ id, at, subject, from, to, text }: MailEntry): string {
  const title = escapeHtml(subject);
  return `<article aria-label="${title}">
<h3>${title}</h3>
<p class="quiet">${timeHtml(at)} from ${escapeHtml(from)} to ${escapeHtml(to.join(', '))}</p>
<iframe sandbox src="/mails/${id}" title="${title}"></iframe>
<details><summary>As text</summary><pre>${escapeHtml(text)}</pre></details>
</article>`;
}

function slackArticle({ at, payload }: SlackEntry): string {
  return `<article aria-label="${escapeHtml(slackTitle(payload))}">
<p class="quiet"><strong>Vigilmon</strong> ${timeHtml(at)} in #ops</p>
${slackHtml(payload)}
</article>`;
}

function timeHtml(at: number): string {
  const time = new Date(at);
  return `<time datetime="${time.toISOString()}">${time.toLocaleTimeString('en-GB')}</time>`;
}
