/**
 * Renders a message roughly as Slack does: headers, sections with text and fields, and attachments with a coloured
 * edge. Unknown parts are left out, and everything shown is escaped.
 */
import { escapeHtml } from './escape-html.ts';

type Fields = Readonly<Record<string, unknown>>;

/** @param payload as sent to the webhook. @returns HTML. */
export function slackHtml(payload: string): string {
  const message = parse(payload);
  const blocks = listOf(message['blocks']).map(blockHtml);
  const attachments = listOf(message['attachments']).map(attachmentHtml);
  if (blocks.length + attachments.length > 0) return [...blocks, ...attachments].join('\n');
  return `<p>${formatted(textOf(message['text']))}</p>`;
}

/** The text of its notification. */
export function slackTitle(payload: string): string {
  return unescaped(textOf(parse(payload)['text']));
}

function attachmentHtml(attachment: Fields): string {
  const colour = textOf(attachment['color']);
  const edge = /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#888888';
  const blocks = listOf(attachment['blocks']).map(blockHtml).join('\n');
  return `<div class="attachment"><svg class="edge" aria-hidden="true"><rect width="4" height="100%" rx="2" fill="${edge}"/></svg><div>${blocks}</div></div>`;
}

function blockHtml({ type, text, fields }: Fields): string {
  if (type === 'header') return `<h3>${textHtml(text)}</h3>`;
  if (type !== 'section') return '';
  const paragraph = text === undefined ? '' : `<p>${textHtml(text)}</p>`;
  const cells = listOf(fields).map((field) => `<div>${textHtml(field)}</div>`);
  return paragraph + (cells.length === 0 ? '' : `<div class="fields">${cells.join('')}</div>`);
}

function textHtml(text: unknown): string {
  if (!isFields(text)) return '';
  const content = textOf(text['text']);
  return text['type'] === 'mrkdwn' ? formatted(content) : broken(escapeHtml(unescaped(content)));
}

/** `*bold*`, `<https://example.com|a link>` and line ends: what our own messages use. */
function formatted(text: string): string {
  const parts = text.split(/(<https?:\/\/[^<>\s]+>)/u);
  return parts.map((part, index) => (index % 2 === 1 ? linkHtml(part) : emphasised(part))).join('');
}

function linkHtml(link: string): string {
  const [url = '', label = url] = link.slice(1, -1).split('|');
  return `<a href="${escapeHtml(unescaped(url))}" rel="noreferrer">${escapeHtml(unescaped(label))}</a>`;
}

function emphasised(text: string): string {
  return broken(escapeHtml(unescaped(text)).replace(/\*([^*\n]+)\*/gu, '<strong>$1</strong>'));
}

function broken(html: string): string {
  return html.replace(/\n/gu, '<br>');
}

/** Slack has three entities. */
function unescaped(text: string): string {
  return text.replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&amp;/gu, '&');
}

function parse(payload: string): Fields {
  try {
    const value: unknown = JSON.parse(payload);
    return isFields(value) ? value : {};
  } catch {
    return { text: payload }; // not Slack's format: shown as received
  }
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
