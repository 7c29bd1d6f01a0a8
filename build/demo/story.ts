/**
 * What happens in the demo, in a loop: the shop's database breaks and is repaired, a job goes silent and comes back.
 */
import type { Cancel, Clock } from '../../electron/engine/ports.ts';

export type Act = 'break-service' | 'mend-service' | 'stop-job' | 'start-job';

export interface Scene {
  readonly atMs: number;
  readonly act: Act;
}

export interface Story {
  readonly scenes: readonly Scene[];
  /** Then it repeats. */
  readonly lengthMs: number;
}

const secondMs = 1_000;

export const story: Story = {
  scenes: [
    { atMs: 20 * secondMs, act: 'break-service' },
    { atMs: 60 * secondMs, act: 'mend-service' },
    { atMs: 75 * secondMs, act: 'stop-job' },
    { atMs: 120 * secondMs, act: 'start-job' },
  ],
  lengthMs: 140 * secondMs,
};

/** For the terminal; the times are those of `story`. */
export const storyInWords: readonly string[] = [
  '0:20  The database of Shop API breaks: down within ten seconds, reported by email and Slack. At 1:00 it is back.',
  '1:15  The job Invoice mailer stops to ping: down 30 seconds after its last ping. At 2:00 it pings again.',
  '2:20  It repeats. On the inbox page you can break and repair both yourself.',
];

/** @returns what stops the story where it is. */
export function runStory({ scenes, lengthMs }: Story, clock: Clock, perform: (act: Act) => void): Cancel {
  let cancels: readonly Cancel[] = [];
  const begin = (): void => {
    const begun = scenes.map(({ atMs, act }) => clock.setTimer(atMs, () => perform(act)));
    cancels = [...begun, clock.setTimer(lengthMs, begin)];
  };
  begin();
  return () => {
    for (const cancel of cancels) cancel();
  };
}
