/**
 * Exit codes as systems report them: 0 to 255, 32 bits on Windows (`3221225477`, an access violation), negative where
 * they are read as signed (`-9` in Python), or the name of the signal that ended the process (`KILL` in systemd). A name
 * becomes 128 and its number on Linux, as shells report it.
 */
const leastCode = -(2 ** 31);
const mostCode = 2 ** 32 - 1;
const bySignal = 128;

/** By number, from 1. */
// prettier-ignore
const signals = [
  'HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV', 'USR2', 'PIPE', 'ALRM', 'TERM', 'STKFLT',
  'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF', 'WINCH', 'IO', 'PWR', 'SYS',
];
const otherNames: ReadonlyMap<string, string> = new Map([
  ['IOT', 'ABRT'],
  ['POLL', 'IO'],
  ['CLD', 'CHLD'],
]);
const firstRealTime = 34;
const lastRealTime = 64;

/** Null: neither a number that a system reports nor the name of a signal. */
export function parseExitCode(text: string): number | null {
  if (/^(?:0|-?[1-9]\d{0,9})$/.test(text)) {
    const code = Number(text);
    return code >= leastCode && code <= mostCode ? code : null;
  }
  const number = signalNumber(text.replace(/^SIG/, ''));
  return number === null ? null : bySignal + number;
}

function signalNumber(name: string): number | null {
  const [, base, offset = '0'] = /^(RTMIN|RTMAX)(?:[+-](\d{1,2}))?$/.exec(name) ?? [];
  if (base !== undefined) {
    const number = base === 'RTMIN' ? firstRealTime + Number(offset) : lastRealTime - Number(offset);
    return number >= firstRealTime && number <= lastRealTime ? number : null;
  }
  const index = signals.indexOf(otherNames.get(name) ?? name);
  return index === -1 ? null : index + 1;
}

/** The signal that such a code stands for; null: none. */
export function signalOf(exitCode: number): string | null {
  const number = exitCode < 0 ? -exitCode : exitCode - bySignal;
  return signals[number - 1] ?? null;
}
