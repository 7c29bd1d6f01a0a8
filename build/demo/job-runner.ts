/** The jobs that ping: at once, and then as often as each runs. One of them can be stopped. */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';
import { seededRandom } from './history/random.ts';
import { jobs, type DemoJob } from './monitors.ts';

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
  const random = seededRandom(1, 'jobs');

  function run(job: DemoJob): void {
    const { id } = job.input;
    const body = job.log(Math.floor(random.between(0, 30)));
    fetch(pingUrlOf(id), { method: 'POST', body, signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
      process.stderr.write(`The ping of ${id} failed: ${String(error)}\n`);
    });
    running.set(
      id,
      clock.setTimer(job.everyMs, () => run(job)),
    );
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
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
