import { lookup } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { said } from '../../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../../electron/engine/notifications/channels/channel.ts';
import { sendThrough } from '../../../../../electron/engine/notifications/channels/send-through.ts';
import { NotShownError, type NativeNotification } from '../../../../../electron/engine/ports.ts';
import { manualClock } from '../../../../support/manual-clock.ts';
import { down, nativeChannel, recovered, speech } from '../../samples.ts';

const clock = manualClock();

function send(show: (notification: NativeNotification) => Promise<string>, message = down()): Promise<SendResult> {
  const { signal } = new AbortController();
  return sendThrough(nativeChannel(), message, { clock, nativeNotifier: { show }, lookup, speech, signal });
}

describe('a desktop notification', () => {
  it('is passed to the desktop, and the result names what showed it', async () => {
    const shown: NativeNotification[] = [];
    const result = await send(async (notification) => {
      shown.push(notification);
      return 'shown by dunst';
    });
    expect(result).toEqual({ outcome: 'accepted', answer: said('shown by dunst') });
    expect(shown.map(({ title }) => title)).toEqual(['Shop API is down']);
  });

  it('of the recovery replaces that of the outage', async () => {
    const tags: string[] = [];
    const show = async ({ tag }: NativeNotification): Promise<string> => {
      tags.push(tag);
      return 'shown';
    };
    await send(show);
    await send(show, recovered());
    expect(new Set(tags).size).toBe(1);
  });

  it('breaks the channel where nothing is installed that could show it', async () => {
    const why = [
      { code: 'unsupported', facts: {} },
      { code: 'not-installed', facts: { program: 'notify-send' } },
    ] as const;
    const result = await send(() => Promise.reject(new NotShownError(why)));
    expect(result).toEqual({ outcome: 'refused', answer: { code: 'not-shown', facts: { why } } });
  });

  it('that the desktop rejects is retried', async () => {
    const why = [
      { code: 'unconfirmed', facts: {} },
      { code: 'not-installed', facts: { program: 'notify-send' } },
    ] as const;
    const result = await send(() => Promise.reject(new NotShownError(why)));
    expect(result).toEqual({ outcome: 'retry', answer: { code: 'not-shown', facts: { why } } });
  });

  it('is retried where what shows notifications may start later', async () => {
    const why = [
      { code: 'nothing-running', facts: {} },
      { code: 'not-installed', facts: { program: 'notify-send' } },
    ] as const;
    const result = await send(() => Promise.reject(new NotShownError(why)));
    expect(result).toEqual({ outcome: 'retry', answer: { code: 'not-shown', facts: { why } } });
  });

  it('times out if the desktop never responds', async () => {
    const sent = send(() => new Promise(() => undefined));
    await clock.advance(10_000);
    expect(await sent).toEqual({ outcome: 'retry', answer: { code: 'timed-out', facts: { afterMs: 10_000 } } });
  });
});
