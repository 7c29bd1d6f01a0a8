/**
 * What the launcher of the packages says about a run (electron/launcher): it has no words of its own, and asks for them with
 * `--word`. Not a command: see vigilmon.ts.
 */
import { getSystemErrorName } from 'node:util';
import { printable } from '../../../contract/plain-text.ts';
import { pingProblem, type PingAnswer } from '../send-ping.ts';
import type { CliWords } from '../usage.ts';

type Problem = Exclude<PingAnswer, { readonly is: 'taken' }>;

/** @param question `timed-out MS`, or `problem STATUS TEXT ERROR`: status 0 for none, the text then the origin; error 0 for none. */
export function launcherWords([what = '', ...facts]: readonly string[], words: CliWords): string {
  if (what === 'timed-out') return words.job.timedOut(Number(facts[0]));
  const [status = '', text = '', error = ''] = facts;
  const problem = pingProblem(answerOf(Number(status), text), words.ping);
  return Number(error) === 0 ? problem : words.ping.lost(problem, getSystemErrorName(-Number(error)));
}

function answerOf(status: number, text: string): Problem {
  if (status === 0) return { is: 'unreached', origin: printable(text) };
  return { is: status < 500 ? 'refused' : 'failed', status, text: printable(text) };
}
