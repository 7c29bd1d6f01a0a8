/**
 * `vigilmon check URL`: the probe of an HTTP monitor, once, in this process. It runs in an engine of its own on a
 * directory that lives as long as the check, so that what is shown is what a monitor would have found.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assertion } from '../../contract/model/monitor.ts';
import type { Phases } from '../../contract/model/state.ts';
import type { WordedAssertionResult, WordedCheckDetail } from '../../contract/worded.ts';
import type { Result } from '../../contract/result.ts';
import { openEngine } from '../../engine/engine.ts';
import { keyFileSecretBox } from '../../host/key-file-secret-box.ts';
import { createLogger } from '../../host/logger.ts';
import { createNodeNotifier } from '../../host/node-notifier.ts';
import { systemRandomness } from '../../host/randomness.ts';
import { systemClock } from '../../host/system-clock.ts';
import { version } from '../program-files.ts';
import { printable } from '../../contract/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import { printError, printJson } from './report.ts';

export interface CheckOptions {
  readonly url: string;
  /** None: a status from 200 to 299. */
  readonly assertions: readonly Assertion[];
  readonly isJson: boolean;
}

/** @returns 0 where a monitor would be up. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const { url, isJson } = options;
  const directory = await mkdtemp(join(tmpdir(), 'vigilmon-check-'));
  try {
    const checked = await checkOnce(options, directory, terminal);
    if (!checked.ok) return printError(checked.error, terminal);
    if (isJson) printJson(checked.value, terminal);
    else for (const line of checkLines(url, checked.value)) terminal.out(line);
    return hasPassed(checked.value) ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function checkOnce(
  { url, assertions }: CheckOptions,
  directory: string,
  terminal: Terminal,
): Promise<Result<WordedCheckDetail>> {
  const engine = await openEngine({
    dataDirectory: directory,
    host: 'headless',
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
  });
  if (!engine.ok) return engine;
  const checked = await engine.value.api.monitors.preview({ kind: 'http', url, assertions: [...assertions] });
  await engine.value.stop();
  return checked;
}

const phaseNames: Readonly<Record<keyof Phases, string>> = {
  dns: 'DNS',
  connect: 'connect',
  tls: 'TLS',
  firstByte: 'first byte',
  download: 'download',
};

export function checkLines(url: string, check: WordedCheckDetail): readonly string[] {
  const { responseTime, failure, response, certificate, phases } = check;
  const time = responseTime === null ? '' : ` in ${milliseconds(responseTime)}`;
  const verdict = hasPassed(check) ? `passed${time}` : `failed${time}: ${failure?.message ?? check.verdict}`;
  const lines = [`${url}: ${verdict}`];
  if (response !== null) {
    const { status, httpVersion, bodyBytes, finalUrl } = response;
    lines.push(row('answer', `status ${status}, HTTP/${httpVersion.replace(/^HTTP\//i, '')}, ${bodyBytes} bytes`));
    if (finalUrl !== null) lines.push(row('redirected', finalUrl));
  }
  for (const [name, label] of Object.entries(phaseNames)) {
    const ms = phases === null ? null : phaseOf(phases, name);
    if (ms !== null) lines.push(row(label, milliseconds(ms)));
  }
  if (certificate !== null) {
    const validTo = new Date(certificate.validTo).toISOString().slice(0, 10);
    lines.push(row('certificate', `valid to ${validTo}, issued by ${certificate.issuer}`));
  }
  for (const result of check.assertions) lines.push(row(result.passed ? 'passed' : 'failed', assertionText(result)));
  for (const { name, detail } of check.unhealthy) lines.push(row('not healthy', `${name}: ${detail}`));
  return lines.map(printable);
}

/** One that passed in the usual way has nothing to tell but what was there. */
function assertionText({ assertion, actual, message }: WordedAssertionResult): string {
  const { on, path = '' } = assertion;
  return message === '' ? `${`${on} ${path}`.trim()}: ${actual ?? 'nothing'}` : message;
}

function hasPassed({ verdict }: WordedCheckDetail): boolean {
  return verdict === 'pass' || verdict === 'degraded';
}

function phaseOf(phases: Phases, name: string): number | null {
  const value: unknown = Reflect.get(phases, name);
  return typeof value === 'number' ? value : null;
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(12)} ${text}`;
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
