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
import type { WordedCheckDetail } from '../../contract/worded.ts';
import type { AppError, Result } from '../../contract/result.ts';
import { openEngine } from '../../engine/engine.ts';
import { checkRows } from '../../engine/wording/check-rows.ts';
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

interface CheckOptions {
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
      printError(ofArguments(checked.error, terminal.wording), terminal);
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

/** Names what was typed instead of the fields that were made of it. */
function ofArguments(error: AppError, { cli }: Wording): AppError {
  if (error.fields === undefined) return error;
  const named = (path: string): string => {
    if (path.startsWith('assertions.')) return '--contains';
    return path === 'url' ? cli.help.placeholders.target : path;
  };
  const fields = Object.entries(error.fields).map(([path, problem]) => [named(path), problem] as const);
  return { ...error, fields: Object.fromEntries(fields) };
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
    locale: terminalLocale(terminal.env),
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

export function checkLines(target: string, check: WordedCheckDetail, wording: Wording): readonly string[] {
  const { check: words } = wording.cli;
  const { responseTime, failure } = check;
  const time = responseTime === null ? null : words.responseTime(responseTime);
  const reason = failure?.message ?? words.noReason;
  const verdict = hasPassed(check)
    ? words.passed(target, time)
    : check.verdict === 'inconclusive'
      ? words.inconclusive(target, reason)
      : words.failed(target, time, reason);
  const lines = checkRows(check, wording);
  const width = Math.max(12, ...lines.map(([label]) => label.length));
  return [verdict, ...lines.map(([label, text]) => `  ${label.padEnd(width)} ${text}`)].map(printable);
}

function hasPassed({ verdict }: WordedCheckDetail): boolean {
  return verdict === 'pass' || verdict === 'degraded';
}
