/** What is broken now, and by whom: the story breaks and repairs until the user takes over. */
import type { Clock } from '../../electron/engine/ports.ts';
import type { Stage } from './inbox/page.ts';
import type { JobRunner } from './job-runner.ts';
import { endpoints, shopId } from './endpoints.ts';
import { jobId } from './jobs.ts';
import type { SampleService } from './service-process.ts';
import { runStory, type Act, type Story } from './story.ts';

interface StageOptions {
  readonly service: SampleService;
  readonly runner: JobRunner;
  readonly clock: Clock;
  readonly story: Story | null;
  readonly onChange: (stage: Stage) => void;
}

interface OpenedStage {
  /** Ends the story and does this. */
  readonly takeOver: (act: Act) => void;
  readonly close: () => void;
}

export function openStage({ service, runner, clock, story, onChange }: StageOptions): OpenedStage {
  const shop = endpoints.find(({ input }) => input.id === shopId)?.path ?? '/';
  let stage: Stage = { isServiceBroken: false, isJobStopped: false, isStoryRunning: story !== null };

  function change(part: Partial<Stage>): void {
    stage = { ...stage, ...part };
    onChange(stage);
  }

  onChange(stage);
  const acts: Readonly<Record<Act, () => void>> = {
    'break-service': () => {
      void service.setFault(shop, 'database');
      change({ isServiceBroken: true });
    },
    'mend-service': () => {
      void service.setFault(shop, null);
      change({ isServiceBroken: false });
    },
    'stop-job': () => {
      runner.stop(jobId);
      change({ isJobStopped: true });
    },
    'start-job': () => {
      runner.start(jobId);
      change({ isJobStopped: false });
    },
  };

  const stopStory = story === null ? () => undefined : runStory(story, clock, (act) => acts[act]());
  return {
    takeOver(act) {
      stopStory();
      change({ isStoryRunning: false });
      acts[act]();
    },
    close: stopStory,
  };
}
