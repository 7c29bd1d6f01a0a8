import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { said } from '../../../../electron/contract/delivery-answer.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { accepted, openRig, refused, retry, slowly, type Rig } from './outbox-rig.ts';
import type { Message } from '../../../../electron/engine/notifications/channels/channel.ts';
import { nativeChannel } from '../samples.ts';

const second = 1_000;
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

describe('a channel that rejects permanently', () => {
  beforeEach(async () => {
    await rig.close();
    await open('ops', 'mail', 'desk');
    rig.answer('ops', [refused]);
  });

  it('is broken, and reported through the other channels of the alert', async () => {
    rig.goesDown({ on: ['ops', 'mail'] });
    await rig.wake();
    expect(rig.health('ops')).toMatchObject({ trouble: 'broken', lastError: said('404 no_service') });
    expect(rig.titles('mail')).toEqual([isDown, '[CHANNEL BROKEN] ops: 404 no_service']);
    expect(rig.titles('desk')).toEqual([]);
    expect(rig.statusOf('down', 'ops')).toBe('failed');
  });

  it('is reported through every working channel if the alert had no other', async () => {
    rig.alertConfig().put(nativeChannel({ id: 'desk', enabled: false }), rig.health('desk'));
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    expect(rig.titles('mail')).toEqual(['[CHANNEL BROKEN] ops: 404 no_service']);
    expect(rig.titles('desk')).toEqual([]);
  });

  it('gets no more messages, and each alert records why', async () => {
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    rig.goesDown({ on: ['ops'], name: 'B' });
    await rig.wake();
    expect(rig.titles('ops')).toHaveLength(1);
    const [alert] = rig.store().outbox.page({ channelId: 'ops', limit: 1 }).items;
    expect(alert).toMatchObject({
      status: 'failed',
      attempts: [{ accepted: false, answer: { code: 'channel-broken', facts: { answer: said('404 no_service') } } }],
    });
  });

  it('is reported once, not with every alert', async () => {
    rig.goesDown({ on: ['ops', 'mail'] });
    rig.goesDown({ on: ['ops', 'mail'], name: 'B' });
    await rig.wake();
    expect(rig.titles('mail').filter((title) => title.startsWith('[CHANNEL'))).toHaveLength(1);
  });

  it('causes no endless reports if the others break as well', async () => {
    for (const id of ['mail', 'desk']) rig.answer(id, [refused]);
    rig.goesDown({ on: ['ops', 'mail'] });
    await rig.wake();
    await rig.clock.advance(hour);
    expect(['ops', 'mail', 'desk'].map((id) => rig.health(id).trouble)).toEqual(['broken', 'broken', 'broken']);
    expect(rig.sent.length).toBeLessThanOrEqual(6);
  });

  it('is used again once a test is accepted', async () => {
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    rig.answer('ops', [accepted]);
    expect(await rig.outbox().test('ops')).toEqual({ accepted: true, answer: said('200 ok'), tookMs: 0 });
    expect(rig.health('ops').trouble).toBeNull();
    rig.goesDown({ on: ['ops'], name: 'B' });
    await rig.wake();
    expect(rig.titles('ops').at(-1)).toContain('[DOWN] B');
  });

  it('retries what was under way when it was edited', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    rig.alertConfig().put(nativeChannel({ id: 'ops', name: 'edited' }), rig.health('ops'));
    await rig.wake();
    rig.answer('ops', [accepted]);
    slow.give(refused);
    await rig.settle();
    expect(rig.statusOf('down', 'ops')).toBe('sent');
    expect(rig.health('ops').trouble).toBeNull();
  });
});

describe('a channel that was edited', () => {
  it('is tried at once with all that is pending', async () => {
    rig.answer('ops', [retry]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(2 * hour);
    rig.answer('ops', [accepted]);
    rig.alertConfig().put(nativeChannel({ id: 'ops', name: 'edited' }), rig.health('ops'));
    await rig.wake();
    expect(rig.statusOf('down')).toBe('sent');
    expect(rig.sent.at(-1)?.at).toBe(2 * hour);
  });

  it('or deleted during a send still records that message', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    rig.goesDown();
    await rig.wake();
    rig.store().channels.delete('ops');
    rig.alertConfig().remove('ops');
    await rig.wake();
    slow.give(retry);
    await rig.settle();
    await rig.clock.advance(hour);
    expect(rig.statusOf('down')).toBe('cancelled');
    expect(rig.sent).toHaveLength(1);
    expect(rig.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

describe('a test message', () => {
  it('reports the response and how long it took', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    const tested = rig.outbox().test('ops');
    await rig.clock.advance(120);
    slow.give(retry);
    expect(await tested).toEqual({ accepted: false, answer: said('500 oops'), tookMs: 120 });
    expect(rig.health('ops')).toMatchObject({ lastError: said('500 oops'), trouble: null });
  });

  it('that is rejected breaks the channel without a report, since the user sees the result', async () => {
    await rig.close();
    await open('ops', 'mail');
    rig.answer('ops', [refused]);
    await rig.outbox().test('ops');
    await rig.wake();
    expect(rig.health('ops').trouble).toBe('broken');
    expect(rig.titles('mail')).toEqual([]);
  });

  it('that is accepted sends what is pending', async () => {
    rig.answer('ops', [retry]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(hour);
    rig.answer('ops', [accepted]);
    await rig.outbox().test('ops');
    await rig.settle();
    expect(rig.statusOf('down')).toBe('sent');
  });

  it('to an unknown channel reports that', async () => {
    expect(await rig.outbox().test('gone')).toEqual({
      accepted: false,
      answer: { code: 'no-such-channel', facts: {} },
      tookMs: 0,
    });
  });
});

describe('a stop of the program', () => {
  it('between a state change and its delivery neither loses nor repeats a message', async () => {
    await rig.close();
    await open('ops', 'mail');
    const incident = rig.goesDown();
    await rig.restart();
    await rig.settle();
    await rig.restart();
    await rig.settle();
    rig.recovers(incident);
    await rig.restart();
    await rig.settle();
    for (const id of ['ops', 'mail']) expect(rig.titles(id)).toEqual([isDown, isUp('0 s')]);
  });

  it('between acceptance and its recording repeats the message once', async () => {
    rig.answer('ops', slowly().answer);
    rig.goesDown();
    await rig.wake();
    rig.answer('ops', [accepted]);
    await rig.restart();
    await rig.settle();
    expect(rig.titles()).toEqual([isDown, isDown]);
    expect(rig.statusOf('down')).toBe('sent');
  });

  it('keeps the attempts of a message and when it is due', async () => {
    rig.answer('ops', [retry]);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(5 * second);
    await rig.restart();
    await rig.clock.advance(14 * second);
    expect(rig.sent).toHaveLength(2);
    await rig.clock.advance(second);
    expect(rig.sent.map(({ at }) => at)).toEqual([0, 5 * second, 20 * second]);
  });

  it('waits for the send under way and records it', async () => {
    const slow = slowly();
    rig.answer('ops', slow.answer);
    rig.goesDown();
    await rig.wake();
    const stopped = rig.outbox().stop();
    await rig.clock.advance(1_900);
    slow.give(accepted);
    await stopped;
    expect(rig.statusOf('down')).toBe('sent');
    expect(rig.clock.pending()).toBe(0);
  });

  it('waits at most two seconds; later results are not recorded', async () => {
    const slow = slowly();
    let signal: AbortSignal | undefined;
    rig.answer('ops', (_, given) => {
      signal = given;
      return slow.answer(_, given);
    });
    rig.goesDown();
    await rig.wake();
    const stopped = rig.outbox().stop();
    await rig.clock.advance(2_000);
    await stopped;
    expect(signal?.aborted).toBe(true);
    expect(rig.statusOf('down')).toBe('pending');
    await rig.restart();
    slow.give(accepted);
    await rig.settle();
    expect(rig.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

describe('a full disk', () => {
  it('delays recording the result and does not repeat the message', async () => {
    rig.fillDisk(true);
    rig.goesDown();
    await rig.wake();
    await rig.clock.advance(5 * 60 * second);
    expect(rig.titles()).toEqual([isDown]);
    expect(rig.statusOf('down')).toBe('pending');
    rig.fillDisk(false);
    await rig.clock.advance(60 * second);
    expect(rig.titles()).toEqual([isDown]);
    expect(rig.statusOf('down')).toBe('sent');
  });

  it('that has space again at the stop has the result recorded then', async () => {
    rig.fillDisk(true);
    rig.goesDown();
    await rig.wake();
    rig.fillDisk(false);
    await rig.outbox().stop();
    expect(rig.statusOf('down')).toBe('sent');
  });
});

describe('a service that can change its messages', () => {
  const receivedWith = (
    receipt: string,
  ): { readonly messages: Message[]; readonly answer: (message: Message) => typeof accepted } => {
    const messages: Message[] = [];
    return {
      messages,
      answer(message) {
        messages.push(message);
        return { outcome: 'accepted', answer: said('200'), receipt };
      },
    };
  };

  it('gets its receipt of the down alert with the recovery, also after a restart', async () => {
    const { messages, answer } = receivedWith('m1');
    rig.answer('ops', answer);
    const incident = rig.goesDown();
    await rig.wake();
    await rig.restart();
    rig.recovers(incident);
    await rig.wake();
    expect(messages.map(({ payload, first }) => [payload.event, first])).toEqual([
      ['down', undefined],
      ['recovered', 'm1'],
    ]);
  });

  it('gets none for an outage that was reported together with others', async () => {
    await rig.close();
    rig = await openRig(tempDirectory(onTestFinished), ['ops'], { groupWait: 10 * second });
    rig.outbox().start();
    const { messages, answer } = receivedWith('m1');
    rig.answer('ops', answer);
    const [incident] = ['A', 'B', 'C'].map((name) => rig.goesDown({ name, severity: 'warning' }));
    await rig.wake();
    await rig.clock.advance(20 * second);
    expect(messages.map(({ parts }) => parts.length)).toEqual([3]);
    if (incident !== undefined) rig.recovers(incident);
    await rig.wake();
    await rig.clock.advance(120 * second);
    expect(messages.at(-1)).toMatchObject({ payload: { event: 'recovered' }, first: undefined });
  });
});

describe('a receiver that accepts a message and says that its limit is used up', () => {
  it('gets the next one after the time that it named', async () => {
    rig.answer('ops', [{ outcome: 'accepted', answer: said('200 ok'), restMs: 30 * second }, accepted]);
    rig.goesDown();
    await rig.wake();
    rig.goesDown({ name: 'B' });
    await rig.wake();
    await rig.clock.advance(30 * second - 1);
    expect(rig.sent).toHaveLength(1);
    await rig.clock.advance(second);
    expect(rig.sent.map(({ at }) => at)).toEqual([0, 30 * second]);
    expect(rig.health('ops')).toMatchObject({ failures: 0, trouble: null });
  });
});
