/**
 * The system's `ping` by platform: its arguments, and what its output says whatever its language. Pure.
 * iputils ping(8), macOS ping(8) and ping6(8), Windows ping.exe.
 */
import { isIPv6 } from 'node:net';

export interface PingOptions {
  /** Numeric, so that nothing is looked up a second time. */
  readonly address: string;
  readonly count: number;
  readonly timeoutMs: number;
}

export interface PingCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** The shortest that systems allow all users. */
const intervalMs = 200;
/** Of ping.exe, which knows no other. */
const windowsIntervalMs = 1_000;
const longestWaitMs = 2_000;

/** What it takes where every ping is answered at once. */
export function usualMs(count: number, platform: NodeJS.Platform): number {
  return (count - 1) * (platform === 'win32' ? windowsIntervalMs : intervalMs);
}

export function pingCommand({ address, count, timeoutMs }: PingOptions, platform: NodeJS.Platform): PingCommand {
  const wait = Math.max(100, Math.min(longestWaitMs, timeoutMs - count * intervalMs));
  const counted = String(count);
  switch (platform) {
    case 'win32':
      return { program: 'ping', args: [isIPv6(address) ? '-6' : '-4', '-n', counted, '-w', String(wait), address] };
    case 'darwin':
      return isIPv6(address)
        ? { program: 'ping6', args: ['-n', '-c', counted, '-i', seconds(intervalMs), address] }
        : { program: 'ping', args: ['-n', '-c', counted, '-i', seconds(intervalMs), '-W', String(wait), address] };
    default: {
      const args = ['-n', '-c', counted, '-i', seconds(intervalMs), '-W', String(Math.ceil(wait / 1_000)), address];
      return { program: 'ping', args };
    }
  }
}

function seconds(ms: number): string {
  return String(ms / 1_000);
}

/** A time with its unit, `time=0.045 ms`, `Zeit<1ms`, `temps=2,1 ms`. Summaries have a slash or several of them. */
const roundTrip = /[=<]\s?(\d{1,7}(?:[.,]\d{1,6})?)\s?ms/giu;

/** @returns the round trips in milliseconds, one for each reply. */
export function roundTripsIn(output: string): readonly number[] {
  return output.split('\n').flatMap((line) => {
    const found = Array.from(line.matchAll(roundTrip), ([, time = '']) => Number(time.replace(',', '.')));
    return found.length === 1 && !/\bDUP\b/u.test(line) ? found : [];
  });
}

/** In the C locale: the kernel allows neither unprivileged ICMP sockets nor raw ones. */
export function isRefusedBySystem(errors: string): boolean {
  return /not permitted|permission denied|cap_net_raw/iu.test(errors);
}
