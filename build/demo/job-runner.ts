/**
 * The jobs that ping: immediately, and then at each job's interval. Each pings when it starts and when it finishes. One
 * of them can be stopped: a run in progress still finishes.
 */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';
import { seededRandom } from './history/random.ts';
import { jobs, type DemoJob } from './jobs.ts';
import { responseTimeAt } from './response-time.ts';

interface JobRunnerOptions {
  /** The URL of the job's pings, by its monitor's id. */
  readonly pingUrlOf: (id: string) => string;
  readonly clock: Clock;
}

export interface JobRunner {
  readonly start: (id: string) => void;
  readonly stop: (id: string) => void;
  readonly stopAll: () => void;
}

export function openJobRunner({ pingUrlOf, clock }: JobRunnerOptions): JobRunner {
  const running = new Map<string, Cancel>();
  const underWay = new Set<Cancel>();
  const random = seededRandom(1, 'jobs');
  /** A ping sent just before the end may not be received any more. */
  let isClosed = false;

  function run(job: DemoJob): void {
    const { id } = job.input;
    send(id, '/start', '');
    underWay.add(
      clock.setTimer(responseTimeAt(job.runTime, clock.now(), random), () => {
        send(id, '', job.log(Math.floor(random.between(2, 30))));
      }),
    );
    running.set(
      id,
      clock.setTimer(job.everyMs, () => run(job)),
    );
  }

  function send(id: string, suffix: '/start' | '', body: string): void {
    const signal = AbortSignal.timeout(5_000);
    fetch(pingUrlOf(id) + suffix, { method: 'POST', body, signal }).catch((error: unknown) => {
      if (!isClosed) process.stderr.write(`The ping of ${id} failed: ${String(error)}\n`);
    });
  }

  function stop(id: string): void {
    running.get(id)?.();
    running.delete(id);
  }

  return {
    start(id) {
      const job = jobs.find(({ input }) => input.id === id);
      if (job !== undefined && !running.has(id)) run(job);
    },
    stop,
    stopAll() {
      isClosed = true;
      for (const cancel of underWay) cancel();
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
