/**
 * The HTML part of an e-mail. Tables and inline styles, because many mail clients support little else; one style sheet
 * for the dark theme, for those that have one. Outlook for Windows knows neither `max-width` nor padding outside of cells,
 * so that it gets a table of fixed width of its own, and each padding is that of a cell. Text from outside is escaped; nothing is loaded from elsewhere.
 */
import type { Fact, MessageContent } from '../../message.ts';
import type { Tone } from '../../message-words.ts';

const accents: Readonly<Record<Tone, string>> = {
  bad: '#d92d20',
  warning: '#b54708',
  good: '#067647',
  neutral: '#175cd3',
};

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const mono = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

/** Inline styles are the light theme; these override them. */
const darkStyles = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background: #101418 !important; }
    .card {
      background: #1a2026 !important;
      border-right-color: #2c353d !important;
      border-bottom-color: #2c353d !important;
      border-left-color: #2c353d !important;
    }
    .strong { color: #f2f4f7 !important; }
    .text { color: #cdd5df !important; }
    .quiet { color: #97a3b0 !important; }
    .reasons { background: #232b33 !important; color: #e3e8ee !important; }
    .link { color: #84adff !important; }
  }`;

export function emailHtml(content: MessageContent): string {
  const { tone, title, headline, summary, facts, url, footer, language } = content;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${darkStyles}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f6f8">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(summary)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f4f6f8">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:560px;background:#ffffff;border:1px solid #dfe4ea;border-top:4px solid ${accents[tone]};border-radius:8px">
<tr><td style="padding:24px;${font}">
<h1 class="strong" style="margin:0 0 4px;font-size:20px;line-height:28px;color:#101828">${escapeHtml(headline)}</h1>
${reasonsPart(content)}
<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px;line-height:22px">
${facts.map((fact) => factRow(fact, url)).join('\n')}
</table>${linkPart(content)}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
<p class="quiet" style="margin:12px 0 0;font-size:12px;line-height:18px;color:#667085;${font}">${escapeHtml(footer)}</p>
</td></tr>
</table>
</body>
</html>
`;
}

/** With the summary only if it adds to the reasons below it. */
function reasonsPart({ summary, reasonsTitle, reasons }: MessageContent): string {
  const lines: string[] = [];
  if (summary !== reasons[0]) {
    lines.push(
      `<p class="text" style="margin:0 0 4px;font-size:15px;line-height:22px;color:#344054">${escapeHtml(summary)}</p>`,
    );
  }
  if (reasonsTitle !== null) {
    lines.push(
      `<p class="quiet" style="margin:16px 0 0;font-size:13px;line-height:18px;color:#667085">${escapeHtml(reasonsTitle)}</p>`,
    );
  }
  const shown = reasons.map(escapeHtml).join('<br>');
  lines.push(
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 16px"><tr><td class="reasons" style="padding:12px 14px;background:#f4f6f8;border-radius:6px;color:#101828;font-size:13px;line-height:20px;word-break:break-word;${mono}">${shown}</td></tr></table>`,
  );
  return lines.join('\n');
}

function linkPart({ link }: MessageContent): string {
  if (link === null) return '';
  const { text, url } = link;
  return `\n<p style="margin:16px 0 0;font-size:14px;line-height:22px"><a class="link" href="${escapeHtml(url)}" style="color:#175cd3">${escapeHtml(text)}</a></p>`;
}

function factRow({ label, value }: Fact, url: string | null): string {
  const shown = escapeHtml(value);
  const text =
    value === url ? `<a class="link" href="${shown}" style="color:#175cd3;word-break:break-all">${shown}</a>` : shown;
  return `<tr><td class="quiet" valign="top" style="padding:2px 16px 2px 0;color:#667085;white-space:nowrap;${font}">${escapeHtml(label)}</td><td class="text" valign="top" style="padding:2px 0;color:#344054;${font}">${text}</td></tr>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign);
}
