/** What `vigilmon run` is told about a job. Pure. */
import { parseDuration } from '../../../contract/duration.ts';
import { parseExitCode } from '../../../contract/exit-code.ts';
import type { CliWords } from '../usage.ts';

export interface RunOptions {
  readonly sendsStart: boolean;
  readonly sendsOutput: boolean;
  /** Sent before the output; empty: none. */
  readonly message: string;
  /** Null: the job may run as long as it likes. */
  readonly timeoutMs: number | null;
  /** How many more times a ping is sent that did not arrive. */
  readonly retries: number;
  /** Exit codes that count as success. */
  readonly okCodes: readonly CodeRange[];
}

export interface CodeRange {
  readonly from: number;
  readonly to: number;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;
export type RunMistake = keyof Pick<CliWords['mistakes'], 'timeout' | 'retries' | 'okCodes'>;

const mostRetries = 10;
/** Node's timers cannot wait longer. */
const longestTimeoutMs = 2 ** 31 - 1;

/** @returns the mistake, if there is one. */
export function readRunOptions(values: Values): RunOptions | RunMistake {
  const timeoutMs = values['timeout'] === undefined ? null : parseDuration(String(values['timeout']));
  const isTimeout = timeoutMs !== null && timeoutMs > 0 && timeoutMs <= longestTimeoutMs;
  if (values['timeout'] !== undefined && !isTimeout) return 'timeout';
  const retries = String(values['retries'] ?? 0);
  if (!/^\d{1,2}$/.test(retries) || Number(retries) > mostRetries) return 'retries';
  const okCodes = rangesIn(String(values['ok-codes'] ?? 0));
  if (okCodes === null) return 'okCodes';
  return {
    sendsStart: values['no-start'] !== true,
    sendsOutput: values['no-output'] !== true,
    message: String(values['message'] ?? ''),
    timeoutMs,
    retries: Number(retries),
    okCodes,
  };
}

/** `0,2,64-78,TERM` */
function rangesIn(text: string): readonly CodeRange[] | null {
  const ranges = text.split(',').map((part) => rangeOf(part.trim()));
  return ranges.every((range) => range !== null) ? ranges : null;
}

function rangeOf(text: string): CodeRange | null {
  // A code may be negative.
  const [, first = text, last = text] = /^(-?\d+)-(-?\d+)$/.exec(text) ?? [];
  const from = parseExitCode(first);
  const to = parseExitCode(last);
  return from !== null && to !== null && from <= to ? { from, to } : null;
}

export function isOkCode(code: number, okCodes: readonly CodeRange[]): boolean {
  return okCodes.some(({ from, to }) => code >= from && code <= to);
}
