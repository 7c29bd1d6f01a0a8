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

interface CodeRange {
  readonly from: number;
  readonly to: number;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;
type RunMistake = keyof Pick<CliWords['mistakes'], 'data' | 'timeout' | 'retries' | 'okCodes'>;

const mostRetries = 10;
/** Node's timers cannot wait longer. */
const longestTimeoutMs = 2 ** 31 - 1;

/** What is wrong is as if it were not given. */
export function readRunOptions(values: Values): { readonly options: RunOptions; readonly mistake: RunMistake | null } {
  const timeoutMs = durationIn(values['timeout']);
  const retries = wholeNumberIn(values['retries'] ?? '0');
  const okCodes = rangesIn(values['ok-codes'] ?? '0');
  const wrong: Readonly<Record<RunMistake, boolean>> = {
    data: values['data'] === '',
    timeout: values['timeout'] !== undefined && timeoutMs === null,
    retries: retries === null,
    okCodes: okCodes === null,
  };
  const options: RunOptions = {
    sendsStart: values['no-start'] !== true,
    sendsOutput: values['no-output'] !== true,
    message: String(values['message'] ?? ''),
    timeoutMs,
    retries: retries ?? 0,
    okCodes: okCodes ?? [{ from: 0, to: 0 }],
  };
  const mistakes = Object.keys(wrong) as RunMistake[];
  return { options, mistake: mistakes.find((name) => wrong[name]) ?? null };
}

function durationIn(given: Values[string]): number | null {
  const ms = typeof given === 'string' ? parseDuration(given) : null;
  return ms !== null && ms > 0 && ms <= longestTimeoutMs ? ms : null;
}

function wholeNumberIn(given: Values[string]): number | null {
  return /^\d{1,2}$/.test(String(given)) && Number(given) <= mostRetries ? Number(given) : null;
}

/** `0,2,64-78,TERM` */
function rangesIn(given: Values[string]): readonly CodeRange[] | null {
  const ranges = String(given)
    .split(',')
    .map((part) => rangeOf(part.trim()));
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
