/**
 * `vigilmon check TARGET`: probes a target once, in this process, like a monitor of its kind. It runs in an engine of its own on a
 * temporary directory, so that the result is what a monitor would have found.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shapeOf, type AssertionSubject } from '../../contract/assertion-subjects.ts';
import { recogniseAddress } from '../../contract/monitors/recognise.ts';
import { definitionOf, type MonitorInput } from '../../contract/monitors/registry.ts';
import type { Assertion } from '../../contract/model/monitor.ts';
import type { Evidence } from '../../contract/model/evidence.ts';
import type { Phases } from '../../contract/model/state.ts';
import type { WordedAssertionResult, WordedCheckDetail } from '../../contract/worded.ts';
import type { Result } from '../../contract/result.ts';
import { openEngine } from '../../engine/engine.ts';
import type { Wording } from '../../engine/wording/wording.ts';
import { keyFileSecretBox } from '../../host/key-file-secret-box.ts';
import { createLogger } from '../../host/logger.ts';
import { createNodeNotifier } from '../../host/node-notifier.ts';
import { systemRandomness } from '../../host/randomness.ts';
import { terminalLocale } from '../../host/terminal-locale.ts';
import { systemClock } from '../../host/system-clock.ts';
import { version } from '../program-files.ts';
import { printable } from '../../contract/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';

export interface CheckOptions {
  readonly target: string;
  /** Expected; null: the default of the kind. */
  readonly status: number | null;
  /** Expected in the response. */
  readonly contains: string | null;
  readonly isJson: boolean;
}

/** @returns 0 if a monitor would be up, 2 if there can be none for the target. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { target, isJson } = options;
  const { mistakes } = terminal.wording.cli;
  const monitor = monitorFor(options);
  if (typeof monitor === 'string') {
    const mistake = monitor === 'unknown' ? mistakes.unknownTarget(target) : mistakes.notForTarget(monitor, target);
    terminal.err(`vigilmon: ${mistake}`);
    return 2;
  }
  const directory = await mkdtemp(join(tmpdir(), 'vigilmon-check-'));
  try {
    const checked = await checkOnce(monitor, directory, terminal);
    if (!checked.ok) {
      printError(checked.error, terminal);
      return checked.error.code === 'invalid' ? 2 : 1;
    }
    if (isJson) printJson(checked.value, terminal);
    else for (const line of checkLines(target, checked.value, terminal.wording)) terminal.out(line);
    return hasPassed(checked.value) ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The option that does not apply to the target; `unknown`: no kind of monitor has such a target. */
type Mistake = 'unknown' | '--status' | '--contains';

function monitorFor(options: CheckOptions): MonitorInput | Mistake {
  const recognised = recogniseAddress(options.target);
  if (recognised === null) return 'unknown';
  const { kind, fields } = recognised;
  const { assertions } = definitionOf(kind).fields;
  const subjects = assertions?.type === 'assertions' ? assertions.subjects : [];
  // Of a heartbeat, which has none, the engine says more.
  if (subjects.length > 0 && options.status !== null && !subjects.includes('status')) return '--status';
  if (subjects.length > 0 && options.contains !== null && !subjects.some(mayContain)) return '--contains';
  const given = assertionsOf(options, subjects);
  return { kind, ...fields, ...(given.length === 0 ? {} : { assertions: given }) } as unknown as MonitorInput;
}

/** A text alone would accept an error page, so the status is asserted as well. */
function assertionsOf({ status, contains }: CheckOptions, subjects: readonly AssertionSubject[]): readonly Assertion[] {
  const ofStatus: readonly Assertion[] =
    status !== null
      ? [{ on: 'status', is: 'equals', value: status }]
      : contains === null || !subjects.includes('status')
        ? []
        : [
            { on: 'status', is: 'greaterThan', value: 199 },
            { on: 'status', is: 'lessThan', value: 300 },
          ];
  const content = subjects.find(mayContain) ?? 'body';
  return contains === null ? ofStatus : [...ofStatus, { on: content, is: 'contains', value: contains }];
}

function mayContain(subject: AssertionSubject): boolean {
  const { path, operators } = shapeOf(subject);
  return path === null && operators.includes('contains');
}

async function checkOnce(
  monitor: MonitorInput,
  directory: string,
  terminal: Terminal,
): Promise<Result<WordedCheckDetail>> {
  const engine = await openEngine({
    dataDirectory: directory,
    host: 'headless',
    language: terminalLocale(terminal.env),
    version,
    clock: systemClock,
    logger: createLogger({
      level: 'error',
      format: 'plain',
      now: systemClock.now,
      write: (line) => terminal.err(line.trimEnd()),
    }),
    secretBox: keyFileSecretBox(directory, systemRandomness),
    nativeNotifier: createNodeNotifier(),
    randomness: systemRandomness,
    // Whoever types a command may run it.
    allowsCommands: () => true,
  });
  if (!engine.ok) return engine;
  const checked = await engine.value.api.monitors.preview(monitor);
  await engine.value.stop();
  return checked;
}

const phases = ['dns', 'connect', 'tls', 'firstByte', 'download'] as const;

export function checkLines(target: string, check: WordedCheckDetail, wording: Wording): readonly string[] {
  const { check: words } = wording.cli;
  const { responseTime, failure, response, certificate } = check;
  const time = responseTime === null ? null : words.milliseconds(responseTime);
  const reason = failure?.message ?? words.noReason;
  const verdict = hasPassed(check)
    ? words.passed(target, time)
    : check.verdict === 'inconclusive'
      ? words.inconclusive(target, reason)
      : words.failed(target, time, reason);
  const rows: [label: keyof typeof words.labels, text: string][] = [];
  if (response !== null) {
    const { status, httpVersion, bodyBytes, finalUrl } = response;
    rows.push(['response', words.response(status, httpVersion.replace(/^HTTP\//i, ''), bodyBytes)]);
    if (finalUrl !== null) rows.push(['redirected', finalUrl]);
  }
  for (const phase of phases) {
    const ms = check.phases === null ? null : phaseOf(check.phases, phase);
    if (ms !== null) rows.push([phase, words.milliseconds(ms)]);
  }
  // A kind that is about certificates shows the whole chain.
  const hasChain = check.evidence?.some(({ name }) => name === 'chain') ?? false;
  if (certificate !== null && !hasChain) {
    rows.push(['certificate', words.certificate(certificate.validTo, certificate.issuer)]);
  }
  for (const result of check.assertions) {
    rows.push([result.passed ? 'passed' : 'failed', assertionText(result, wording)]);
  }
  for (const { name, detail } of check.unhealthy) rows.push(['unhealthy', words.part(name, detail)]);
  const lines = [
    ...rows.map(([label, text]) => [words.labels[label], text] as const),
    ...(check.evidence ?? []).flatMap((found) => evidenceLines(found, wording)),
  ];
  const width = Math.max(12, ...lines.map(([label]) => label.length));
  return [verdict, ...lines.map(([label, text]) => `  ${label.padEnd(width)} ${text}`)].map(printable);
}

/** Text of several lines has its name beside the first. */
function evidenceLines(found: Evidence, { cli }: Wording): readonly (readonly [string, string])[] {
  const text = found.type === 'moment' ? cli.check.moment(found.at) : found.text;
  return text.split('\n').map((line, index) => [index === 0 ? cli.check.evidence[found.name] : '', line]);
}

/** An assertion that passed without a note shows only the actual value. */
function assertionText({ message, assertion, actual }: WordedAssertionResult, { cli, subject }: Wording): string {
  return message === '' ? cli.check.found(subject(assertion), actual) : message;
}

function hasPassed({ verdict }: WordedCheckDetail): boolean {
  return verdict === 'pass' || verdict === 'degraded';
}

function phaseOf(phases: Phases, name: string): number | null {
  const value: unknown = Reflect.get(phases, name);
  return typeof value === 'number' ? value : null;
}
