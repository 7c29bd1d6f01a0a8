/**
 * When a group of due messages leaves: once nothing has joined it for 3 s, at the latest `groupWait` after its first
 * message became due. Pure.
 */
const calmMs = 3_000;

/**
 * @param ages for how long each message has been due, in milliseconds; never empty.
 * @returns milliseconds until they leave; 0: now.
 */
export function groupLeftMs(ages: readonly number[], groupWaitMs: number): number {
  const [youngest, oldest] = [Math.min(...ages), Math.max(...ages)];
  return Math.max(0, Math.min(calmMs - youngest, groupWaitMs - oldest));
}
