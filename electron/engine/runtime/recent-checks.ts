/**
 * The latest checks of a monitor. They stay in memory for as many monitors as there are, so each is two numbers in an
 * array of plain doubles: the time in milliseconds with the verdict, and the response time, NaN for none.
 */
import { verdicts, type RecentCheck } from '../../contract/model/state.ts';

export const recentLimit = 40;

const numbersPerCheck = 2;

/** Changed by `addRecent` alone. */
export type RecentChecks = number[];

/** @param checks oldest first; the newest `recentLimit` of them are kept. */
export function packRecent(checks: readonly RecentCheck[]): RecentChecks {
  return checks.slice(-recentLimit).flatMap(packed);
}

export function addRecent(recent: RecentChecks, check: RecentCheck): void {
  const [time, responseTime] = packed(check);
  if (recent.length < recentLimit * numbersPerCheck) {
    recent.push(time, responseTime);
    return;
  }
  // In place, so that a check leaves no garbage.
  recent.copyWithin(0, numbersPerCheck);
  recent[recent.length - numbersPerCheck] = time;
  recent[recent.length - 1] = responseTime;
}

/** Oldest first. */
export function recentChecks(recent: Readonly<RecentChecks>): readonly RecentCheck[] {
  const checks: RecentCheck[] = [];
  for (let place = 0; place < recent.length; place += numbersPerCheck) checks.push(checkAt(recent, place));
  return checks;
}

export function newestCheck(recent: Readonly<RecentChecks>): RecentCheck | null {
  return recent.length === 0 ? null : checkAt(recent, recent.length - numbersPerCheck);
}

function packed({ at, verdict, responseTime }: RecentCheck): [time: number, responseTime: number] {
  return [at * verdicts.length + verdicts.indexOf(verdict), responseTime ?? Number.NaN];
}

function checkAt(recent: Readonly<RecentChecks>, place: number): RecentCheck {
  const time = recent[place] ?? 0;
  const responseTime = recent[place + 1] ?? Number.NaN;
  const at = Math.floor(time / verdicts.length);
  const verdict = verdicts[time - at * verdicts.length];
  if (verdict === undefined) throw new RangeError(`no verdict in ${String(time)}`);
  return { at, verdict, responseTime: Number.isNaN(responseTime) ? null : responseTime };
}
