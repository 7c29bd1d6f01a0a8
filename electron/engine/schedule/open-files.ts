/**
 * How many connections may be open at once. One that waits costs a file descriptor and a few kilobytes, so checks get half
 * of the open files that this process may have; the rest is for the database, the listener, deliveries and the window.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const share = 0.5;
/** Bounds memory where the limit is very high, and spares the range of client ports. */
const mostConnections = 4_096;
/** If the limit cannot be read: the lowest default of a system we support (macOS). */
const usualLimit = 256;

/** @param limit of open files. */
export function maxConnections(limit: number): number {
  return Math.max(1, Math.min(mostConnections, Math.floor(limit * share)));
}

/** The soft limit, which Node raises to the hard limit when it starts. Windows has none for sockets. */
export function openFileLimit(): number {
  if (process.platform === 'win32') return Infinity;
  return process.platform === 'linux' ? limitInProc(readFileSync('/proc/self/limits', 'utf8')) : limitInReport();
}

/** @param limits the text of `/proc/self/limits` (proc(5)). */
export function limitInProc(limits: string): number {
  return asNumber(/^Max open files\s+(\S+)/mu.exec(limits)?.[1]);
}

const reportSchema = z.object({ userLimits: z.object({ open_files: z.object({ soft: z.unknown() }) }) });

/** Takes about ten milliseconds: Node collects much else for it. */
function limitInReport(): number {
  const report = reportSchema.safeParse(process.report.getReport());
  return asNumber(report.data?.userLimits.open_files.soft);
}

function asNumber(limit: unknown): number {
  if (limit === 'unlimited') return Infinity;
  const number = Number(limit);
  return Number.isInteger(number) ? number : usualLimit;
}
