/** What a check found as labelled lines of text: for the terminal, and for files that people attach to tickets. */
import type { Evidence } from '../../contract/model/evidence.ts';
import { phaseNames } from '../../contract/model/state.ts';
import type { WordedAssertionResult, WordedCheckDetail } from '../../contract/worded.ts';
import type { Wording } from './wording.ts';

export type CheckRow = readonly [label: string, text: string];

/** @param describe an assertion; by default one that passed without a note shows only the actual value. */
export function checkRows(
  check: WordedCheckDetail,
  wording: Wording,
  describe: (result: WordedAssertionResult, wording: Wording) => string = assertionText,
): readonly CheckRow[] {
  const { check: words } = wording.cli;
  const { response, certificate, phases } = check;
  const rows: [label: keyof typeof words.labels, text: string][] = [];
  if (response !== null) {
    const { status, httpVersion, bodyBytes, finalUrl } = response;
    rows.push(['response', words.response(status, httpVersion.replace(/^HTTP\//i, ''), bodyBytes)]);
    if (finalUrl !== null) rows.push(['redirected', finalUrl]);
  }
  for (const phase of phaseNames) {
    const ms = phases?.[phase] ?? null;
    if (ms !== null) rows.push([phase, words.milliseconds(ms)]);
  }
  // A kind that is about certificates shows the whole chain.
  const hasChain = check.evidence?.some(({ name }) => name === 'chain') ?? false;
  if (certificate !== null && !hasChain) {
    rows.push(['certificate', words.certificate(certificate.validTo, certificate.issuer)]);
  }
  for (const result of check.assertions) rows.push([result.passed ? 'passed' : 'failed', describe(result, wording)]);
  for (const { name, detail } of check.unhealthy) rows.push(['unhealthy', words.part(name, detail)]);
  return [
    ...rows.map(([label, text]) => [words.labels[label], text] as const),
    ...(check.evidence ?? []).flatMap((found) => evidenceRows(found, wording)),
  ];
}

/** Text of several lines has its name beside the first. */
function evidenceRows(found: Evidence, { cli }: Wording): readonly CheckRow[] {
  return evidenceText(found, cli.check)
    .split('\n')
    .map((line, index) => [index === 0 ? cli.check.evidence[found.name] : '', line]);
}

function evidenceText(found: Evidence, words: Wording['cli']['check']): string {
  if (found.type === 'moment') return words.moment(found.at);
  return found.type === 'times' ? found.ms.map(words.milliseconds).join(' / ') : found.text;
}

function assertionText({ message, assertion, actual }: WordedAssertionResult, { cli, subject }: Wording): string {
  return message === '' ? cli.check.found(subject(assertion), actual) : message;
}
