/** The command of a job, changed to ping its monitor. Pure. */
import type { CommandShell } from './candidate.ts';

/**
 * A shell's own words, no word at all, and characters that make it do more than run one program. Redirections apply to
 * `run` as well.
 */
const builtin =
  /^\s*(?:\w+=|!|\d*[<>]|(?:[.:]|cd|command|eval|exec|exit|export|read|set|source|time|trap|type|ulimit|umask|unset|wait)(?:\s|$))/;
const shellWork = /[;&|(){}`]/;
const redirection = /\d*>&(?:\d|-)/g;

function isOneProgram(job: string): boolean {
  return !builtin.test(job) && !shellWork.test(job.replace(redirection, ''));
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** What cron gives to the command as its input stays at the end. */
function splitAtInput(command: string, shell: CommandShell | null): readonly [job: string, input: string] {
  const end = shell?.takesInput === true ? (/(?<!\\)%/.exec(command)?.index ?? command.length) : command.length;
  return [command.slice(0, end).trim(), command.slice(end)];
}

export interface Surroundings {
  /** What starts the command line. */
  readonly program: string;
  /** What interprets the command; null: nothing does. */
  readonly shell: CommandShell | null;
}

/** The command under `vigilmon run`. */
export function underRun(command: string, target: string, { program, shell }: Surroundings): string {
  const [job, input] = splitAtInput(command, shell);
  const wrapped = shell === null || isOneProgram(job) ? job : `${shell.program} -c ${quoted(job)}`;
  return [program, 'run', target, '--', wrapped + input].join(' ');
}

/** Silent, as cron sends what is written by mail, and past a proxy, from which this computer is another one. */
const noProxy = '--noproxy 127.0.0.1,localhost,::1';
const curl = `curl -fs -m 10 ${noProxy} -o /dev/null`;
/** One try while the job waits; more once it has ended, also where Vigilmon is just starting. */
const retries = '--retry 3 --retry-connrefused';
export const pingByCurl = (url: string): string => `${curl} ${retries} ${url}`;
export const startByCurl = (url: string): string => `${curl} ${url}/start`;

/** Beside which a ping may stand on one line: no comment, no end that escapes what follows. */
const plainWords = /^[^#\\\n]*$/;
const likeSh = /^(?:.*\/)?(?:sh|bash|dash|ksh|zsh)$/;

/** The command between two pings, with its own exit code. */
export function betweenPings(command: string, url: string, shell: CommandShell | null): string {
  const [job, input] = splitAtInput(command, shell);
  const isOfSh = shell !== null && likeSh.test(shell.program);
  const isPlain = shell === null || (isOfSh && isOneProgram(job) && plainWords.test(job));
  const wrapped = isPlain ? job : `${shell.program} -c ${quoted(job)}`;
  const line = `${startByCurl(url)}; ${wrapped}; s=$?; ${pingByCurl(`${url}/$s`)}; exit $s`;
  return (isOfSh ? line : `/bin/sh -c ${quoted(line)}`) + input;
}

const uuid = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;
/** Of Healthchecks, hosted or one's own: by the check's id, or by a key and a slug. */
const elsewhere = new RegExp(
  String.raw`https?://(?:[\w.-]+(?::\d+)?/(?:ping/)?(${uuid})|hc-ping\.com/[\w-]{20,}/[a-z\d_-]+)`,
  'gi',
);
const runner = new RegExp(String.raw`\brunitor\b(?!.*-api-url)(?=.*\s-uuid[= ](${uuid}))`, 'i');
const ownProgram = /(\bvigilmon'? (?:run|ping)\b(?:\s+--?[\w-]+(?:=\S+)?)*\s+)([\w-]{16,64}|https?:\/\/\S+)(?=\s|$)/;
const ownUrl = /https?:\/\/(?:localhost|127\.[\d.]+|\[::1\]):(\d+)\/ping\/([\w-]{16,64})/;

/** Where a job pings. */
export interface PingTarget {
  readonly token: string;
  /** The token alone, for a job of this user, or else the URL. */
  readonly target: string;
}

export interface PingingCommand {
  /** That it pings with today, and may go on with; null: it gets a new one. */
  readonly token: string | null;
  /** It pings another service. */
  readonly isElsewhere: boolean;
  readonly edit: (to: PingTarget) => string;
}

/**
 * Of a command that pings already, another service or a monitor that is gone, only the place that it pings is changed.
 *
 * @param url of the listener; null: it is not running. @returns null if the command pings nothing.
 */
export function pingingCommand(command: string, url: string | null): PingingCommand | null {
  const [, port, token] = ownUrl.exec(command) ?? [];
  if (token !== undefined && url !== null && new URL(url).port === port) {
    return { token, isElsewhere: false, edit: () => command };
  }
  if (ownProgram.test(command)) {
    return { token: null, isElsewhere: false, edit: ({ target }) => command.replace(ownProgram, `$1${target}`) };
  }
  return url === null ? null : ofHealthchecks(command, url);
}

function ofHealthchecks(command: string, url: string): PingingCommand | null {
  const [hosted] = command.matchAll(elsewhere);
  if (hosted !== undefined) {
    const edit = ({ token }: PingTarget): string => command.replaceAll(elsewhere, `${url}/ping/${token}`);
    return { token: hosted[1] ?? null, isElsewhere: true, edit };
  }
  const [, token] = runner.exec(command) ?? [];
  if (token === undefined) return null;
  return { token, isElsewhere: true, edit: () => command.replace(runner, `runitor -api-url ${url}/ping`) };
}
