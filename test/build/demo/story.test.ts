import { expect, test } from 'vitest';
import { story, runStory, type Act } from '../../../build/demo/story.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('the story is told scene by scene, begins anew, and ends where it is stopped', async () => {
  const clock = manualClock();
  const told: Act[] = [];
  const stop = runStory(story, clock, (act) => told.push(act));
  await clock.advance(19_000);
  expect(told).toEqual([]);
  await clock.advance(story.lengthMs - 19_000);
  expect(told).toEqual(['break-service', 'mend-service', 'stop-job', 'start-job']);
  await clock.advance(60_000);
  expect(told.slice(4)).toEqual(['break-service', 'mend-service']);
  stop();
  await clock.advance(2 * story.lengthMs);
  expect(told).toHaveLength(6);
});

test('each scene mends what one before it broke, and all is over before it begins anew', () => {
  const opposites: Readonly<Partial<Record<Act, Act>>> = { 'break-service': 'mend-service', 'stop-job': 'start-job' };
  for (const { atMs, act } of story.scenes) {
    const mended = story.scenes.find((scene) => scene.act === opposites[act]);
    if (opposites[act] !== undefined) expect(mended?.atMs).toBeGreaterThan(atMs);
    expect(atMs).toBeLessThan(story.lengthMs);
  }
});
