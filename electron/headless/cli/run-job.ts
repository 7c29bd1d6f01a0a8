/**
 * `vigilmon run TOKEN-OR-URL -- COMMAND`: runs a job and reports its start, its end, its exit code and the end of its
 * output. The job never waits for that and never fails because of it: a ping that cannot be delivered is spooled with its
 * own time and delivered later, and the exit code is the job's own.
 */
import { randomUUID } from 'node:crypto';
import type { SpooledPing } from '../../host/ping-spool.ts';
import type { Terminal } from '../terminal.ts';
import type { PingSignal } from './arguments.ts';
import { runJob } from './job.ts';
import { originOf, parseTarget, understandsTime, withQuery, type PingTarget } from './ping-target.ts';
import { sendPing } from './send-ping.ts';
import { deliverSpool, keepPing } from './spooled.ts';

export interface RunJobOptions {
  readonly target: string;
  readonly command: readonly string[];
  readonly dataDirectory: string;
  readonly sendsOutput: boolean;
}

/** After the job's end, for all pings. */
const patienceMs = 10_000;

/** @returns the job's exit code; 2 if the target is invalid and the job was not started. */
export async function runMonitored(options: RunJobOptions, terminal: Terminal): Promise<number> {
  const target = parseTarget(options.target);
  if (target === null) {
    terminal.err(`vigilmon: ${terminal.wording.cli.mistakes.target}`);
    return 2;
  }
  const report = openReport(target, options.dataDirectory, terminal);
  report.add('/start', Date.now(), '');
  const { code, endedAt, tail, problem } = await runJob(options.command, terminal.wording.cli.job);
  if (problem !== null) terminal.err(`vigilmon: ${problem}`);
  report.add(`/${code}`, endedAt, options.sendsOutput ? (problem ?? tail) : '');
  await report.close();
  return code;
}

interface Report {
  readonly add: (signal: PingSignal, at: number, body: string) => void;
  readonly close: () => Promise<void>;
}

/** Sends one ping after the other, after those that were spooled earlier. */
function openReport(target: PingTarget, dataDirectory: string, terminal: Terminal): Report {
  const words = terminal.wording.cli.ping;
  const runId = randomUUID();
  const abort = new AbortController();
  const hasTime = understandsTime(target);
  let sent: Promise<void> = deliverSpool(dataDirectory, words, abort.signal);

  async function send(ping: SpooledPing): Promise<void> {
    const origin = originOf(ping, dataDirectory);
    const answer = await sendPing({ url: origin + ping.path, body: ping.body, words, stopped: abort.signal });
    if (answer.is === 'taken') return;
    if (answer.is === 'refused') terminal.err(`vigilmon: ${answer.problem}`);
    else keepPing(ping, answer.problem, { dataDirectory, terminal });
  }

  return {
    add(signal, at, body) {
      const parameters = hasTime ? { rid: runId, at: String(at) } : { rid: runId };
      const ping = { at, origin: target.origin, path: withQuery(target, signal, parameters), body };
      sent = sent.then(() => send(ping));
    },
    async close() {
      const giveUp = (): void => abort.abort();
      const patience = setTimeout(giveUp, patienceMs);
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, giveUp);
      await sent;
      clearTimeout(patience);
    },
  };
}
