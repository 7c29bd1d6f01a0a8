import type { Reason } from '../../../../electron/contract/reasons.ts';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import { isMonitorNotification } from '../../../../electron/engine/notifications/payload.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { accepted, openRig, rest, retry, retryAfter, slowly, type Rig } from './outbox-rig.ts';
import { nativeChannel } from '../samples.ts';
import { reasonInEnglish } from '../../../support/in-english.ts';

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;

const isDown = '[DOWN] Shop API: status 503, expected 200';
const isUp = (lasted: string): string => `[RECOVERED] Shop API: down for ${lasted}`;

let rig: Rig;
async function open(...channelIds: readonly string[]): Promise<Rig> {
  rig = await openRig(tempDirectory(onTestFinished), channelIds);
  rig.outbox().start();
  return rig;
}
beforeEach(async () => {
  await open('ops');
});
afterEach(() => rig.close());

describe('the outbox', () => {
  it('sends each committed alert once and records the attempt', async () => {
    rig.goesDown();
    await rig.wake();
    await rig.wake();
    expect(rig.titles()).toEqual([isDown]);
    const [alert] = rig.store().outbox.page({ limit: 10 }).items;
    expect(alert).toMatchObject({
      status: 'sent',
      nextAttemptAt: null,
      attempts: [{ accepted: true, answer: said('200 ok'), tookMs: 0 }],
    });
    expect(alert?.acceptedAt).toBe(rig.clock.now());
    expect(rig.alerts.map(({ status }) => status)).toEqual(['sent']);
    expect(rig.health('ops')).toMatchObject({ lastSuccessAt: rig.clock.now(), trouble: null });
    expect(rig.clock.pending()).toBe(0);
  });

  it('sends nothing before it is started', async () => {
    await rig.close();
    rig = await openRig(tempDirectory(onTestFinished));
    rig.goesDown();
    await rig.wake();
    expect(rig.sent).toEqual([]);
    rig.outbox().start();
    await rig.settle();
    expect(rig.titles()).toEqual([isDown]);
  });

  it('sends the recovery to the channel that got the down alert', async () => {
    const incident = rig.goesDown();
    await rig.wake();
    await rig.clock.advance(252 * second);
    rig.recovers(incident);
    await rig.wake();
    expect(rig.titles()).toEqual([isDown, isUp('4 min 12 s')]);
  });

  it('sends the newest of equal alerts first', async () => {
    for (const name of ['A', 'B', 'C']) rig.goesDown({ name });
    await rig.wake();
    expect(rig.titles().map((title) => title.slice(0, 8))).toEqual(['[DOWN] C', '[DOWN] B', '[DOWN] A']);
  });

  it('sends one message at a time through a channel', async () => {
    const first = slowly();
    rig.answer('ops', first.answer);
    rig.goesDown({ name: 'A' });
    rig.goesDown({ name: 'B' });
    await rig.wake();
    await rig.wake();
    expect(rig.sent).toHaveLength(1);
    rig.answer('ops', [accepted]);
    first.give(accepted);
    await rig.settle();
    expect(rig.sent).toHaveLength(2);
  });

  it('sends what was committed while it was becoming idle', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    rig.goesDown({ name: 'A' });
    await rig.wake();
    rig.answer('ops', [accepted]);
    slow.give(accepted);
    rig.goesDown({ name: 'B' });
    await rig.wake();
    expect(rig.sent).toHaveLength(2);
  });

  it('does not let a slow channel delay another', async () => {
    await rig.close();
    await open('slow', 'ops');
    rig.answer('slow', slowly().answer);
    rig.goesDown();
    rig.goesDown({ name: 'B' });
    await rig.wake();
    expect(rig.titles('slow')).toHaveLength(1);
    expect(rig.titles('ops')).toHaveLength(2);
  });

  it('cancels alerts for channels that are disabled or deleted', async () => {
    rig.alertConfig().put(nativeChannel({ id: 'ops', enabled: false }), rig.health('ops'));
    rig.goesDown();
    await rig.wake();
    expect(rig.statusOf('down')).toBe('cancelled');
    rig.alertConfig().remove('ops');
    rig.goesDown();
    await rig.wake();
    expect(rig.sent).toEqual([]);
  });
});

describe('a message that is not accepted', () => {
  it('is retried after 5 s, 15 s, 1 min, 5 min, 15 min, then hourly, for a day', async () => {
    rig.answer('ops', [retry]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(30 * hour);
    const at = rig.sent.map((one) => one.at);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(gaps.slice(0, 7)).toEqual([5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, hour]);
    expect(new Set(gaps.slice(5))).toEqual(new Set([hour]));
    expect(at.at(-1)).toBeLessThanOrEqual(24 * hour);
    expect(at.at(-1)).toBeGreaterThan(23 * hour);
    expect(rig.statusOf('down')).toBe('failed');
    expect(rig.health('ops')).toMatchObject({ lastError: said('500 oops'), lastSuccessAt: null, trouble: 'gave-up' });
  });

  it('is not sent again once it is accepted', async () => {
    rig.answer('ops', [retry, retry, accepted]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(hour);
    expect(rig.sent.map(({ at }) => at)).toEqual([0, 5 * second, 20 * second]);
    expect(rig.statusOf('down')).toBe('sent');
  });

  it('waits as long as Retry-After says, with the whole channel if that is meant', async () => {
    rig.answer('ops', [rest(90 * second), accepted]);
    rig.goesDown({ name: 'A' });
    rig.goesDown({ name: 'B' });
    await rig.wake();
    await rig.clock.advance(89 * second);
    rig.outbox().wake();
    await rig.clock.advance(second);
    expect(rig.sent.map(({ at }) => at)).toEqual([0, 90 * second, 90 * second]);
  });

  it('waits its own back-off if Retry-After is shorter', async () => {
    rig.answer('ops', [retryAfter(1), accepted]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(minute);
    expect(rig.sent.map(({ at }) => at)).toEqual([0, 5 * second]);
  });

  it('does not block the messages behind it', async () => {
    rig.answer('ops', ({ payload }) =>
      payload.event === 'down' && payload.monitorName === 'Poison' ? retry : accepted,
    );
    rig.goesDown({ name: 'Poison' });
    rig.goesDown({ name: 'B' });
    await rig.wake();
    await rig.clock.advance(5 * second);
    expect(rig.titles()).toContain('[DOWN] B: status 503, expected 200');
  });

  it('is retried at once when the channel has accepted another', async () => {
    rig.answer('ops', [retry, retry, retry, retry, retry, accepted]);
    rig.goesDown({ name: 'A' });
    await rig.wake();
    await rig.clock.advance(10 * minute);
    rig.answer('ops', [accepted]);
    rig.goesDown({ name: 'B' });
    await rig.wake();
    expect(
      rig
        .titles()
        .slice(-2)
        .map((title) => title.slice(0, 8)),
    ).toEqual(['[DOWN] B', '[DOWN] A']);
    expect(rig.sent.at(-1)?.at).toBe(10 * minute);
  });

  it('makes the channel pause between attempts, at most a minute, however much is pending', async () => {
    rig.answer('ops', [retry]);
    for (let count = 0; count < 200; count += 1) rig.goesDown({ name: String(count) });
    await rig.wake();
    await rig.clock.advance(hour);
    expect(rig.sent.length).toBeLessThan(80);
    rig.answer('ops', [accepted]);
    await rig.clock.advance(3 * minute);
    // It gives way to the rest of the program now and then.
    for (let turns = 0; turns < 20; turns += 1) await rig.settle();
    expect(rig.store().outbox.nextDueAt('ops')).toBeNull();
  });

  it('fails alone if only this message is rejected, and the channel continues', async () => {
    rig.answer('ops', [{ outcome: 'refused', answer: said('400 invalid_payload'), onlyThis: true }, accepted]);
    rig.goesDown({ name: 'A' });
    rig.goesDown({ name: 'B' });
    await rig.wake();
    expect(rig.alerts.map(({ status }) => status)).toEqual(['failed', 'sent']);
    expect(rig.health('ops').trouble).toBeNull();
  });

  it('is retried if sending it failed in the program itself', async () => {
    rig.answer('ops', () => {
      throw new Error('a bug');
    });
    rig.goesDown();
    await rig.wake();
    rig.answer('ops', [accepted]);
    await rig.clock.advance(5 * second);
    expect(rig.statusOf('down')).toBe('sent');
    expect(rig.log.lines).toContain('error: sending an alert failed in the program itself');
  });
});

describe('a recovery that comes before the down could be sent', () => {
  it('covers both in one message', async () => {
    rig.answer('ops', [retry, accepted]);
    const incident = rig.goesDown();
    await rig.wake();
    await rig.clock.advance(3 * second);
    rig.recovers(incident);
    await rig.wake();
    await rig.clock.advance(hour);
    expect(rig.titles()).toEqual([isDown, '[RECOVERED] Shop API: was down for 3 s: status 503, expected 200']);
    expect([rig.statusOf('down'), rig.statusOf('recovered')]).toEqual(['merged', 'sent']);
  });

  it('covers both if neither was attempted, in either order', async () => {
    const incident = rig.goesDown();
    await rig.clock.advance(30 * second);
    rig.recovers(incident);
    await rig.wake();
    expect(rig.titles()).toEqual(['[RECOVERED] Shop API: was down for 30 s: status 503, expected 200']);
    expect(rig.statusOf('down')).toBe('merged');
  });

  it('still covers both when it is retried, even after a restart', async () => {
    rig.answer('ops', [retry]);
    const incident = rig.goesDown();
    rig.recovers(incident);
    await rig.wake();
    await rig.restart();
    rig.answer('ops', [accepted]);
    await rig.clock.advance(minute);
    expect(new Set(rig.titles().map((title) => title.includes('was down for')))).toEqual(new Set([true]));
    expect(rig.statusOf('recovered')).toBe('sent');
  });

  it('covers both if the down alert failed', async () => {
    rig.answer('ops', [retry]);
    const incident = rig.goesDown();
    await rig.wake();
    rig.recovers(incident);
    const [down] = rig
      .store()
      .outbox.page({ limit: 10 })
      .items.filter(({ event }) => event === 'down');
    rig.store().outbox.setStatus(down?.id ?? 0, 'failed');
    rig.answer('ops', [accepted]);
    await rig.clock.advance(minute);
    expect(rig.titles().at(-1)).toContain('was down for');
  });

  it('contains every reason of the outage', async () => {
    let reasons: readonly Reason[] = [];
    rig.answer('ops', ({ payload }) => {
      if (isMonitorNotification(payload)) ({ reasons } = payload);
      return accepted;
    });
    const incident = rig.goesDown();
    rig.recovers(incident);
    await rig.wake();
    expect(reasons.map(reasonInEnglish)).toEqual(['status 503, expected 200', 'database: error: connection refused']);
  });

  it('is sent separately if the down alert is under way and accepted', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    const incident = rig.goesDown();
    await rig.wake();
    await rig.clock.advance(10 * second);
    rig.recovers(incident);
    await rig.wake();
    rig.answer('ops', [accepted]);
    slow.give(accepted);
    await rig.settle();
    expect(rig.titles()).toEqual([isDown, isUp('10 s')]);
    expect(rig.statusOf('down')).toBe('sent');
  });
});

describe('a delay', () => {
  it('defers the alert', async () => {
    rig.goesDown({ delay: 10 * minute });
    await rig.wake();
    await rig.clock.advance(10 * minute - 1);
    expect(rig.sent).toEqual([]);
    await rig.clock.advance(1);
    expect(rig.sent.map(({ at }) => at)).toEqual([10 * minute]);
  });

  it('that is longer than the outage cancels both messages', async () => {
    const incident = rig.goesDown({ delay: 10 * minute });
    await rig.wake();
    await rig.clock.advance(9 * minute);
    rig.recovers(incident);
    await rig.wake();
    await rig.clock.advance(hour);
    expect(rig.sent).toEqual([]);
    expect([rig.statusOf('down'), rig.statusOf('recovered')]).toEqual(['cancelled', 'cancelled']);
  });

  it('of one channel does not affect another', async () => {
    await rig.close();
    await open('ops', 'boss');
    const incident = rig.goesDown({ on: ['ops'] });
    rig.goesDown({ on: ['boss'], delay: hour, name: 'Slow' });
    await rig.wake();
    rig.recovers(incident);
    await rig.wake();
    expect(rig.titles('ops')).toHaveLength(2);
    expect(rig.titles('boss')).toEqual([]);
  });

  it('does not block later messages of the same channel', async () => {
    rig.goesDown({ delay: hour, name: 'Later' });
    rig.goesDown({ name: 'Now' });
    await rig.wake();
    expect(rig.titles()).toEqual(['[DOWN] Now: status 503, expected 200']);
  });

  it('cancels the alert if the outage ended without a recovery message', async () => {
    const incident = rig.goesDown({ delay: 10 * minute });
    await rig.wake();
    rig.store().incidents.close(incident.id, rig.clock.now());
    await rig.clock.advance(hour);
    expect(rig.sent).toEqual([]);
    expect(rig.statusOf('down')).toBe('cancelled');
  });
});
