/**
 * `npm run test:faults [-- WORD...] [-- --list] [-- --parallel N]`: what Vigilmon promises while receivers, disk, database
 * and clock fail and the program is killed. Prints one line per fault and ends with 1 if a promise is broken. Words select
 * the lines whose names contain all of them. Doubles in parentheses are those whose answer was lost. It takes less than 20
 * minutes: what has not ended by then has failed.
 */
import { parseArgs } from 'node:util';
import { clockLines } from './lines/clock.ts';
import { damageLines } from './lines/damage.ts';
import { diskLines } from './lines/disk.ts';
import { httpLines } from './lines/http.ts';
import { smtpLines } from './lines/smtp.ts';
import type { FaultLine } from './line.ts';
import { isFailure, tableHead, tableRow, type Ended } from './table.ts';

const lineMs = 240_000;
const allMs = 19 * 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false }, parallel: { type: 'string', default: '16' } },
});

const every: readonly FaultLine[] = [...httpLines, ...smtpLines, ...diskLines, ...damageLines, ...clockLines];
const chosen = every.filter(({ name }) => positionals.every((word) => name.includes(word)));
const nameWidth = Math.max(0, ...chosen.map(({ name }) => name.length));

async function runLine({ run }: FaultLine, deadlineMs: number): Promise<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ended>((resolve) => {
    timer = setTimeout(() => resolve({ crashed: 'not ended in time' }), deadlineMs);
  });
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    return { crashed: error instanceof Error ? error.message.split('\n', 1).join('') : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** In the order of the list, as soon as all before it are known. */
async function runAll(lines: readonly FaultLine[]): Promise<readonly Ended[]> {
  const begun = performance.now();
  const results: (Ended | undefined)[] = lines.map(() => undefined);
  let next = 0;
  let printed = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < lines.length; at = next++) {
      const line = lines[at];
      if (line === undefined) return;
      results[at] = await runLine(line, Math.max(1_000, Math.min(lineMs, allMs - (performance.now() - begun))));
      for (let result = results[printed]; result !== undefined; result = results[printed]) {
        const done = lines[printed];
        if (done !== undefined) console.log(tableRow(done, result, nameWidth));
        printed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: Number(values.parallel) }, worker));
  return results.flatMap((result) => result ?? []);
}

if (values.list) {
  for (const { name } of chosen) console.log(name);
} else {
  console.log(tableHead(nameWidth));
  const ended = await runAll(chosen);
  const failed = ended.filter(isFailure).length;
  const skipped = ended.filter((one) => 'skipped' in one).length;
  console.log(
    `\n${String(ended.length - failed - skipped)} hold, ${String(failed)} do not, ${String(skipped)} skipped`,
  );
  // Whatever a line that ended late has left behind ends with the process.
  process.exit(failed > 0 || ended.length === 0 ? 1 : 0);
}
