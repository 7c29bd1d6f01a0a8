/**
 * Whatever a person reads comes from a catalogue: engine/wording and renderer/text. The code itself holds no sentences,
 * apart from what only developers read: logs, bugs that are thrown, and SQL.
 */
import type * as TypeScript from 'typescript';
import { expect, test } from 'vitest';
import { filesUnder, read } from './support/source-imports.ts';
import { ts } from './support/typescript.ts';

/** Two words, or a word next to a value. */
const prose = /\p{L}{2,}[,:;.]? (?:\p{L}{2,}|§)|§ \p{L}{2,}/u;

/** What looks like words and is none, or is the same in every language. */
const notWords: readonly RegExp[] = [
  /^(?:SELECT|UPDATE|INSERT|DELETE|CREATE|ALTER|PRAGMA|CASE|WITH)\b/u,
  /\b(?:charset=utf-8|font-family|<!doctype|style="|max-age=)/u,
  /^(?:Basic|Bearer|Node|Electron|vigilmon:?|HTTP\/1\.1|data:) /u,
  /^# (?:HELP|TYPE|UNIT) /u,
  /^(?::root \{|<font )/u,
  /^(?:Exec(?:StartPre|StopPost)=|ConvertTo-Json |Get-|\[Console\]::)/u,
  /^(?:gzip, deflate|connect-src|trusted-types)/u,
];
/** Codes, protocols and names, and what only the log shows. */
const wordless: Readonly<Record<string, readonly string[]>> = {
  'electron/contract/channels/googlechat.ts': ['Google Chat'],
  'electron/contract/monitors/heartbeat.ts': ['every §'],
  'electron/contract/numbers.ts': ['§ ms', '<§ ms'],
  'electron/engine/config/exporters/prometheus/alert-rules.ts': [
    '1000 * probe_duration_seconds$ > § and probe_success$ == 1',
    '§ without (location, job) (§)',
    '§$ * on (monitor) group_left (name, tags) vigilmon_monitor_info',
    'count by (job) (up{§} == 0) > 0',
  ],
  'electron/engine/config/exporters/prometheus/receivers.ts': [
    '{{ if eq .Status "resolved" }}[{{ .Status | toUpper }}] {{ end }}',
  ],
  'electron/engine/discovery/edited-command.ts': ['runitor -api-url §/ping'],
  'electron/engine/fields/stored-form.ts': [
    'the kind § is not known',
    'version § of § is not known',
    'the definition of kind § is not valid at §',
  ],
  'electron/engine/history/uptime.ts': ['not known'],
  'electron/engine/kinds/http/digest.ts': ['Digest §'],
  'electron/engine/recording/journaled-store.ts': ['tracking §', 'certificate §', 'health §'],
  'electron/engine/locations/blackbox/probe-output.ts': ['Metrics that would have been returned:'],
  'electron/engine/transport/connect-method.ts': ['CONNECT § HTTP/1.1', 'Host: §', 'Proxy-Authorization: §', 'Basic §'],
  'electron/engine/locations/service-request.ts': ['br, gzip'],
  'electron/engine/transport/failure.ts': ['bad response', 'bad upgrade'],
  'electron/host/data-directory.ts': ['Application Support'],
  'electron/headless/cli/run/sentinel.ts': ['read _ <&3; trap "" HUP INT QUIT TERM; exec cat'],
  'electron/http/late-pings.ts': ['vigilmon run'],
  'electron/http/server.ts': ['431 Request Header Fields Too Large', '408 Request Timeout', '400 Bad Request'],
  'electron/main/autostart.ts': ['[Desktop Entry]'],
  'electron/main/security.ts': ['going elsewhere', 'being sent elsewhere', 'embedding another'],
  'electron/host/redact.ts': ['§ bytes'],
  'electron/host/logger.ts': ['vigilmon: §: §'],
};

/** Texts are elsewhere, or are read by programs alone, or are code to paste. */
const unread =
  /^electron\/(?:engine\/(?:wording\/|store\/|transport\/entity-names\.ts|kinds\/heartbeat\/snippets\/)|headless\/cli\/(?:completion|manual)\.ts)/u;
const isRead = (file: string): boolean => !unread.test(file);

/** What developers alone read, and what the compiler does. */
function isForDevelopers(node: TypeScript.Node): boolean {
  for (let at = node.parent as TypeScript.Node | undefined; at !== undefined; at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at) || ts.isThrowStatement(at)) return true;
    if (ts.isNewExpression(at) && at.expression.getText().endsWith('Error')) return true;
    if (!ts.isCallExpression(at)) continue;
    const called = at.expression.getText();
    if (/(?:^|\.)(?:debug|info|warn|error)$|^super$/u.test(called)) return true;
  }
  return false;
}

function textOf(node: TypeScript.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `§${literal.text}`).join('');
}

function proseIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: TypeScript.Node): void => {
    const text = textOf(node);
    const isProse =
      text !== null &&
      prose.test(text) &&
      !notWords.some((pattern) => pattern.test(text.trim())) &&
      wordless[file]?.includes(text.trim()) !== true &&
      !isForDevelopers(node);
    if (isProse) found.push(`${file}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no sentence stands outside the catalogues', () => {
  const files = filesUnder('electron').filter((file) => file.endsWith('.ts') && isRead(file));
  expect(files.flatMap(proseIn)).toEqual([]);
});
