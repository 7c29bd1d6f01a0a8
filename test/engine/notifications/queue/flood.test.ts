/** Many alerts at once, through a service that limits them. */
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import { slackChannel } from '../samples.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { accepted, openRig, type Rig } from './outbox-rig.ts';

const second = 1_000;
const minute = 60 * second;

let rig: Rig;
beforeEach(async () => {
  rig = await openRig(tempDirectory(onTestFinished), [slackChannel('https://127.0.0.1/x', { id: 'ops', name: 'ops' })]);
  rig.outbox().start();
});
afterEach(async () => {
  await rig.close();
});

/** As Slack documents it: one message a second, with short bursts; above that 429 with the time to wait. */
function limited(): () => SendResult {
  let nextAt = 0;
  return () => {
    const nowMs = rig.clock.monotonic();
    if (nowMs < nextAt - 3 * second) {
      const waitMs = 30 * second;
      return { outcome: 'retry', answer: said('429 rate_limited'), retryAfterMs: waitMs, restMs: waitMs };
    }
    nextAt = Math.max(nextAt, nowMs) + second;
    return accepted;
  };
}

async function until(isReached: () => boolean, limitMs: number): Promise<number> {
  const begin = rig.clock.now();
  while (!isReached() && rig.clock.now() - begin < limitMs) await rig.clock.advance(second);
  return rig.clock.now() - begin;
}

const count = (title: RegExp): number => rig.titles('ops').filter((sent) => title.test(sent)).length;

it('goes out at the pace of the service without a single rejection, critical alerts first', async () => {
  rig.answer('ops', limited());
  for (let each = 0; each < 500; each += 1) rig.goesDown({ name: `Minor ${String(each)}`, severity: 'warning' });
  await rig.wake();
  await rig.clock.advance(10 * second);
  rig.goesDown({ name: 'Major' });
  await rig.wake();
  const untilCritical = await until(() => count(/Major/u) > 0, 60 * minute);
  const untilAll = await until(() => rig.store().outbox.nextDueAt('ops') === null, 60 * minute);

  expect(untilCritical).toBeLessThanOrEqual(second);
  expect(untilAll).toBeLessThanOrEqual(501 * second);
  expect(rig.titles('ops')).toHaveLength(501);
});

it('merges outages that are resolved before their alert was sent', async () => {
  const incidents = Array.from({ length: 100 }, (_, each) => rig.goesDown({ name: `Monitor ${String(each)}` }));
  await rig.wake();
  await rig.clock.advance(10 * second);
  const sent = rig.titles('ops').length;
  for (const incident of incidents) rig.recovers(incident);
  await rig.wake();
  await until(() => rig.store().outbox.nextDueAt('ops') === null, 60 * minute);

  expect(sent).toBeLessThan(20);
  expect(count(/\[RECOVERED\]/u)).toBe(100);
  expect(count(/\[DOWN\]/u)).toBe(sent);
  expect(count(/was down for/u)).toBe(100 - sent);
});
