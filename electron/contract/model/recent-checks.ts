/**
 * The latest checks of a stream, oldest first, each as two numbers: its time in milliseconds with its verdict, and its
 * response time. All sides keep and send them like this: there are forty for each monitor, and as objects they would be
 * most of the overview and of the memory that a monitor takes.
 */
import { verdicts, type RecentCheck } from './state.ts';

/** How many of a monitor are kept. */
export const recentLimit = 40;

const numbersPerCheck = 2;

/** No response time is NaN, or null where JSON was in between. */
export type RecentChecks = readonly (number | null)[];

/** An array of plain doubles. */
export type MutableRecentChecks = number[];

/** @param checks oldest first. */
export function packRecent(checks: readonly RecentCheck[]): MutableRecentChecks {
  const recent: MutableRecentChecks = [];
  for (const check of checks) pushRecent(recent, check);
  return recent;
}

export function pushRecent(recent: MutableRecentChecks, check: RecentCheck): void {
  recent.push(timeOf(check), check.responseTime ?? Number.NaN);
}

/** Keeps the newest `recentLimit`. Those move in place, so that a check leaves no garbage, nor a longer array. */
export function addRecent(recent: MutableRecentChecks, check: RecentCheck): void {
  if (recent.length < recentLimit * numbersPerCheck) {
    pushRecent(recent, check);
    return;
  }
  // `copyWithin` reads and writes each number as an object.
  for (let place = numbersPerCheck; place < recent.length; place += 1) {
    recent[place - numbersPerCheck] = recent[place] ?? Number.NaN;
  }
  recent[recent.length - numbersPerCheck] = timeOf(check);
  recent[recent.length - 1] = check.responseTime ?? Number.NaN;
}

function timeOf({ at, verdict }: RecentCheck): number {
  return at * verdicts.length + verdicts.indexOf(verdict);
}

/** The newest `count`. */
export function newestOf<T>(recent: readonly T[], count: number): T[] {
  return recent.slice(-count * numbersPerCheck);
}

export function recentChecks(recent: RecentChecks): readonly RecentCheck[] {
  return Array.from({ length: countRecent(recent) }, (_, index) => checkAt(recent, index * numbersPerCheck));
}

/** Of those that had a response, oldest first. */
export function responseTimes(recent: RecentChecks): number[] {
  return recent.filter(
    (time, place): time is number => place % numbersPerCheck === 1 && time !== null && !Number.isNaN(time),
  );
}

export function countRecent(recent: RecentChecks): number {
  return recent.length / numbersPerCheck;
}

export function newestCheck(recent: RecentChecks): RecentCheck | null {
  return recent.length === 0 ? null : checkAt(recent, recent.length - numbersPerCheck);
}

function checkAt(recent: RecentChecks, place: number): RecentCheck {
  const time = recent[place] ?? 0;
  const responseTime = recent[place + 1] ?? Number.NaN;
  const at = Math.floor(time / verdicts.length);
  const verdict = verdicts[time - at * verdicts.length];
  if (verdict === undefined) throw new RangeError(`no verdict in ${String(time)}`);
  return { at, verdict, responseTime: Number.isNaN(responseTime) ? null : responseTime };
}
