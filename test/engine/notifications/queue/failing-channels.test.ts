/** How a channel that does not deliver is noticed, reported and resolved, and what it catches up on. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { said, type SettledRecipients } from '../../../../electron/contract/delivery-answer.ts';
import type { SendResult } from '../../../../electron/engine/notifications/channels/channel.ts';
import { healthAfterEdit } from '../../../../electron/engine/notifications/queue/channel-health.ts';
import { writeHealth } from '../../../../electron/engine/notifications/queue/health-change.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { nativeChannel } from '../samples.ts';
import { accepted, openRig, refused, rejected, rest, retry, type Rig } from './outbox-rig.ts';

const second = 1_000;
const minute = 60 * second;
const day = 86_400 * second;

let rig: Rig;

async function open(...channelIds: readonly string[]): Promise<void> {
  rig = await openRig(tempDirectory(onTestFinished), channelIds);
  rig.outbox().start();
}
beforeEach(async () => {
  await open('ops', 'mail');
});
afterEach(async () => {
  await rig.close();
});

/** Titles of channel reports that the other channel got. */
const reports = (): readonly string[] => rig.titles('mail').filter((title) => title.startsWith('[CHANNEL'));

describe('a channel that rejects every message', () => {
  beforeEach(async () => {
    rig.answer('ops', [rejected]);
    for (const name of ['A', 'B']) {
      rig.goesDown({ on: ['ops'], name });
      await rig.wake();
    }
  });

  it('is reported after the third rejection in a row, once', async () => {
    expect(reports()).toEqual([]);
    for (const name of ['C', 'D']) {
      rig.goesDown({ on: ['ops'], name });
      await rig.wake();
    }
    expect(reports()).toEqual(['[CHANNEL FAILING] ops: 400 invalid_payload']);
    expect(rig.health('ops')).toMatchObject({
      trouble: 'rejecting',
      failures: 4,
      refusals: 4,
      failingSince: rig.clock.now(),
    });
  });

  it('is resolved when it accepts a message, with what it missed', async () => {
    rig.goesDown({ on: ['ops'], name: 'C' });
    await rig.wake();
    await rig.clock.advance(12 * minute);
    rig.answer('ops', [accepted]);
    const titlesBefore = rig.titles('ops').length;
    rig.goesDown({ on: ['ops'], name: 'D' });
    await rig.wake();
    expect(reports()).toEqual([
      '[CHANNEL FAILING] ops: 400 invalid_payload',
      '[CHANNEL RECOVERED] ops: did not deliver for 12 min',
    ]);
    const names = rig
      .titles('ops')
      .slice(titlesBefore)
      .map((title) => title.slice(7, 8));
    expect(names).toEqual(['D', 'C', 'B', 'A']);
    expect(rig.health('ops')).toMatchObject({ trouble: null, failures: 0, reportedSince: null });
  });

  it('is not reported if a message in between was accepted', async () => {
    rig.answer('ops', [accepted, rejected]);
    for (const name of ['C', 'D', 'E']) {
      rig.goesDown({ on: ['ops'], name });
      await rig.wake();
    }
    expect(reports()).toEqual([]);
  });
});

describe('a channel that rejects a single message', () => {
  beforeEach(async () => {
    rig.answer('ops', [rejected]);
    rig.goesDown({ on: ['ops'], name: 'A' });
    await rig.wake();
  });

  it('is reported after 5 minutes without an accepted one, and catches up when it accepts one', async () => {
    await rig.clock.advance(5 * minute - 1);
    expect(reports()).toEqual([]);
    await rig.clock.advance(1);
    expect(reports()).toEqual(['[CHANNEL FAILING] ops: 400 invalid_payload']);
    rig.answer('ops', [accepted]);
    await rig.outbox().test('ops');
    await rig.settle();
    expect(rig.titles('ops').at(-1)).toBe('[DOWN] A: status 503, expected 200');
    expect(rig.statusOf('down')).toBe('sent');
  });

  it('is reported although the program was restarted meanwhile', async () => {
    await rig.clock.advance(minute);
    await rig.restart();
    await rig.clock.advance(5 * minute);
    expect(reports()).toHaveLength(1);
  });

  it('is not reported if it accepts the next one', async () => {
    rig.answer('ops', [accepted]);
    rig.goesDown({ on: ['ops'], name: 'B' });
    await rig.wake();
    await rig.clock.advance(day);
    expect(reports()).toEqual([]);
  });

  it('is reported only once this computer is online', async () => {
    rig.setOnline(false);
    await rig.clock.advance(30 * minute);
    expect(reports()).toEqual([]);
    rig.setOnline(true);
    await rig.clock.advance(minute);
    expect(reports()).toHaveLength(1);
  });
});

describe('a channel that accepts nothing while messages are pending', () => {
  beforeEach(async () => {
    rig.answer('ops', [retry]);
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
  });

  it('is reported after 5 minutes, and resolved when it delivers', async () => {
    await rig.clock.advance(5 * minute - 1);
    expect(reports()).toEqual([]);
    await rig.clock.advance(1);
    expect(reports()).toEqual(['[CHANNEL FAILING] ops: 500 oops']);
    rig.answer('ops', [accepted]);
    await rig.clock.advance(5 * minute);
    expect(reports().at(-1)).toMatch(/^\[CHANNEL RECOVERED\] ops: did not deliver for \d+ min/u);
  });

  it('is reported although it asked to wait for a day', async () => {
    await rig.close();
    await open('ops', 'mail');
    rig.answer('ops', [rest(15 * minute)]);
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    await rig.clock.advance(5 * minute);
    expect(reports()).toEqual(['[CHANNEL FAILING] ops: 500 oops']);
  });

  it('is reported again when a message was given up after a day', async () => {
    await rig.clock.advance(day + minute);
    expect(reports()).toHaveLength(2);
    expect(rig.health('ops').trouble).toBe('gave-up');
    expect(rig.statusOf('down')).toBe('failed');
  });

  it('is not reported twice after a restart', async () => {
    await rig.clock.advance(5 * minute);
    await rig.restart();
    await rig.clock.advance(30 * minute);
    expect(reports()).toHaveLength(1);
  });

  it('is not reported while this computer is offline', async () => {
    rig.setOnline(false);
    await rig.clock.advance(30 * minute);
    expect(reports()).toEqual([]);
    rig.setOnline(true);
    await rig.clock.advance(minute);
    expect(reports()).toHaveLength(1);
  });

  it('is not reported because the clock was set forward', async () => {
    rig.clock.set(rig.clock.now() + 3_600_000);
    await rig.clock.advance(minute);
    expect(reports()).toEqual([]);
  });
});

describe('a channel with several recipients', () => {
  const deferral = (refused: readonly string[]): SendResult => ({
    outcome: 'retry',
    isPartlyAccepted: true,
    hasRefused: refused.length > 0,
    answer: {
      code: 'partly-deferred',
      facts: { accepted: ['a@example.com'], refused, deferred: 'b@example.com', text: '250 ok', why: '450 later' },
    },
  });
  let asked: (SettledRecipients | undefined)[];
  beforeEach(() => {
    asked = [];
  });
  function answerInTurn(...results: readonly SendResult[]): void {
    rig.answer('ops', ({ settled }) => {
      asked.push(settled);
      return results[asked.length - 1] ?? accepted;
    });
  }

  it('is sent a message again only for those that deferred it, also after a restart', async () => {
    answerInTurn(deferral([]), retry);
    rig.goesDown({ on: ['ops'] });
    await rig.wake();
    expect(rig.statusOf('down')).toBe('pending');
    await rig.clock.advance(5 * second);
    await rig.restart();
    await rig.clock.advance(minute);
    expect(rig.statusOf('down')).toBe('sent');
    const settled = expect.objectContaining({ accepted: ['a@example.com'], refused: [] }) as unknown;
    expect(asked).toEqual([undefined, settled, settled]);
    expect(rig.health('ops')).toMatchObject({ trouble: null });
    expect(reports()).toEqual([]);
  });

  it('does not rest while single recipients defer messages', async () => {
    answerInTurn(deferral([]), deferral([]), deferral([]));
    for (const name of ['A', 'B', 'C']) rig.goesDown({ on: ['ops'], name });
    await rig.wake();
    expect(asked).toHaveLength(3);
    await rig.clock.advance(5 * second - 1);
    expect(asked).toHaveLength(3);
    await rig.clock.advance(5 * second);
    expect(asked).toHaveLength(6);
  });

  it('is reported once if some are permanently refused, and resolved when a message reaches all', async () => {
    answerInTurn(deferral(['c@example.com']), { ...accepted, outcome: 'accepted', hasRefused: true });
    rig.goesDown({ on: ['ops'], name: 'A' });
    await rig.wake();
    expect(reports()).toEqual([expect.stringMatching(/^\[CHANNEL FAILING\] ops: .*c@example\.com/u) as string]);
    await rig.clock.advance(5 * second);
    expect(reports()).toHaveLength(1);
    rig.goesDown({ on: ['ops'], name: 'B' });
    await rig.wake();
    expect(reports()).toEqual([expect.anything(), expect.stringMatching(/^\[CHANNEL RECOVERED\] ops/u)]);
  });
});

describe('a channel without another one', () => {
  beforeEach(async () => {
    await rig.close();
    await open('ops');
  });

  it('is left to the desktop to report, once', async () => {
    rig.answer('ops', [refused]);
    for (const name of ['A', 'B', 'C']) rig.goesDown({ name });
    await rig.wake();
    expect(rig.unreported).toEqual([
      {
        event: 'channel-broken',
        channelId: 'ops',
        channelName: 'ops',
        trouble: 'broken',
        since: rig.clock.now(),
        confirmedAt: rig.clock.now(),
        endedAt: null,
        answer: said('404 no_service'),
      },
    ]);
  });
});

describe('a mended channel', () => {
  it('is sent the open outages and the ends of those it was notified of, and nothing twice', async () => {
    const ended = rig.goesDown({ on: ['ops'], name: 'Notified' });
    await rig.wake();
    rig.answer('ops', [refused]);
    rig.goesDown({ on: ['ops'], name: 'Open' });
    await rig.wake();
    rig.recovers(ended);
    const brief = rig.goesDown({ on: ['ops'], name: 'Brief' });
    await rig.wake();
    rig.recovers(brief);
    await rig.wake();
    const before = rig.titles('ops').length;

    rig.answer('ops', [accepted]);
    await rig.outbox().test('ops');
    await rig.settle();
    expect(rig.titles('ops').slice(before)).toEqual([
      '[TEST] Vigilmon: Test of the channel "ops". Notifications sent through it arrive here.',
      '[DOWN] Open: status 503, expected 200',
      '[RECOVERED] Notified: down for 0 s',
    ]);
    await rig.outbox().test('ops');
    await rig.restart();
    await rig.clock.advance(day);
    expect(rig.titles('ops').slice(before + 3)).toEqual([expect.stringMatching('TEST') as string]);
  });

  it('catches up after an edit as well', async () => {
    rig.answer('ops', [refused]);
    rig.goesDown({ on: ['ops'], name: 'Open' });
    await rig.wake();
    rig.answer('ops', [accepted]);
    edit('ops');
    await rig.wake();
    expect(rig.titles('ops').at(-1)).toBe('[DOWN] Open: status 503, expected 200');
    expect(rig.statusOf('down')).toBe('sent');
    expect(reports().at(-1)).toMatch(/^\[CHANNEL RECOVERED\]/u);
  });

  it('is sent nothing about acknowledged outages and muted monitors', async () => {
    rig.answer('ops', [refused]);
    const attended = rig.goesDown({ on: ['ops'], name: 'Attended' });
    const muted = rig.goesDown({ on: ['ops'], name: 'Muted' });
    await rig.wake();
    rig.store().incidents.acknowledge(attended.id, rig.clock.now(), '');
    rig.mute(muted);
    rig.answer('ops', [accepted]);
    const before = rig.titles('ops').length;
    await rig.outbox().test('ops');
    await rig.settle();
    expect(rig.titles('ops').slice(before)).toHaveLength(1);
    const statuses = rig.store().outbox.page({ channelId: 'ops', event: 'down', limit: 9 }).items;
    expect(statuses.map(({ name, status }) => `${name} ${status}`)).toEqual(['Muted cancelled', 'Attended failed']);
  });
});

function edit(id: string): void {
  const before = rig.health(id);
  const change = { channelId: id, before, after: healthAfterEdit(before), row: null, nowMs: rig.clock.now() };
  const sources = { store: rig.store(), alertConfig: rig.alertConfig(), findMonitor: () => null };
  const { health } = rig.store().transaction(() => writeHealth(change, sources));
  rig.alertConfig().put(nativeChannel({ id, name: 'edited' }), health);
}
