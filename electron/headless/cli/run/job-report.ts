/**
 * The pings of one run, one after the other. A ping that cannot be delivered is spooled with its own time and delivered
 * later. Other services do not take the time of a ping, so those that were spooled earlier go first; Vigilmon gets them
 * from another process, once a ping has arrived.
 */
import { hasSpooled, type SpooledPing } from '../../../host/ping-spool.ts';
import type { PingSignal } from '../arguments.ts';
import { originOf, understandsTime, withQuery, type PingTarget } from '../ping-target.ts';
import { pingProblem, sendPing, type PingAnswer } from '../send-ping.ts';
import { deliverSpool, keepPing } from '../spooled.ts';
import type { CliWords } from '../usage.ts';

interface JobReport {
  readonly add: (signal: PingSignal, at: number, body: string) => void;
  /** Resolves when each ping is delivered, refused or spooled, soon after `patienceMs` and the time for retries. */
  readonly close: (patienceMs: number) => Promise<void>;
}

export interface JobReportOptions {
  readonly target: PingTarget;
  readonly dataDirectory: string;
  /** How many more times a ping is sent that did not arrive. */
  readonly retries: number;
  /** Says what is wrong with a ping, unless it is spooled. */
  readonly notice: (problem: (words: CliWords) => string) => void;
  /** Starts the delivery of what is spooled, by another process. */
  readonly deliverLater: () => void;
}

const pauseMs = 1_000;
/** For a pause and another attempt. */
const retryMs = 2_000;

export function openJobReport(options: JobReportOptions): JobReport {
  const { target, dataDirectory, retries, notice, deliverLater } = options;
  const runId = randomRunId();
  let isStopped = false;
  let isTaken = false;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const hasTime = understandsTime(target);
  let sent = target.origin === null ? Promise.resolve() : deliverSpool(dataDirectory, stopped);

  async function send(ping: SpooledPing): Promise<void> {
    const url = originOf(ping, dataDirectory) + ping.path;
    let answer = await sendPing({ url, body: ping.body, stopped });
    for (let left = retries; left > 0 && isWorthRetrying(answer) && !isStopped; left -= 1) {
      await Promise.race([pause(), stopped]);
      answer = await sendPing({ url, body: ping.body, stopped });
    }
    if (answer.is === 'taken') {
      isTaken = true;
      return;
    }
    if (answer.is === 'refused') {
      notice((words) => pingProblem(answer, words.ping));
      return;
    }
    const lost = keepPing(ping, dataDirectory);
    if (lost !== null) notice(({ ping: words }) => words.lost(pingProblem(answer, words), lost));
  }

  return {
    add(signal, at, body) {
      const parameters = hasTime ? { rid: runId, at: String(at) } : { rid: runId };
      const ping = { at, origin: target.origin, path: withQuery(target, signal, parameters), body };
      sent = sent.then(() => send(ping));
    },
    async close(patienceMs) {
      const patience = setTimeout(
        () => {
          isStopped = true;
          stop();
        },
        patienceMs + retries * retryMs,
      );
      await sent;
      clearTimeout(patience);
      if ((isTaken || (isStopped && target.origin !== null)) && hasSpooled(dataDirectory)) deliverLater();
    },
  };
}

function isWorthRetrying({ is }: PingAnswer): boolean {
  return is === 'unreached' || is === 'failed';
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}

/** A UUID (version 4) that pairs start and end. It is no secret: node:crypto takes longer to load than many a job runs. */
function randomRunId(): string {
  const digits = Array.from({ length: 30 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const variant = (8 + Math.floor(Math.random() * 4)).toString(16);
  return digits.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12})$/, `$1-$2-4$3-${variant}$4-$5`);
}
