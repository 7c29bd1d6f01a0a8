/**
 * The jobs that ping: at once, and then as often as each runs. Each says when it begins and when it is done. One of them
 * can be stopped: the run that is under way still ends.
 */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';
import { seededRandom } from './history/random.ts';
import { jobs, type DemoJob } from './monitors.ts';
import { responseTimeAt } from './response-time.ts';

export interface JobRunnerOptions {
  /** Of the job's pings, by its monitor's id. */
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
  /** What was sent a moment before all ends may find nobody any more. */
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
