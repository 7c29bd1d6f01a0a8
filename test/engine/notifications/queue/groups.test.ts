/** What becomes due together leaves together. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../../../electron/contract/channels/registry.ts';
import type { Incident } from '../../../../electron/contract/model/history.ts';
import { nativeChannel, webhookChannel } from '../samples.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';
import { openRig, rejected, retry, slowly, accepted, type Rig } from './outbox-rig.ts';

const second = 1_000;
const minute = 60 * second;

let rig: Rig;
afterEach(async () => {
  await rig.close();
});

async function open(
  channels: readonly Channel[] = [nativeChannel({ id: 'ops', name: 'ops' })],
  groupWait = 10 * second,
): Promise<void> {
  rig = await openRig(tempDirectory(onTestFinished), channels, { groupWait });
  rig.outbox().start();
}

async function goDown(count: number, options: Parameters<Rig['goesDown']>[0] = {}): Promise<readonly Incident[]> {
  const incidents = Array.from({ length: count }, (_, each) =>
    rig.goesDown({ name: `Site ${String(each)}`, ...options }),
  );
  await rig.wake();
  return incidents;
}

async function recoverAll(incidents: readonly Incident[]): Promise<void> {
  for (const incident of incidents) rig.recovers(incident);
  await rig.wake();
}

describe('a group', () => {
  it('is one message for three alerts or more, 3 s after the last became due', async () => {
    await open();
    await goDown(20, { host: 'shop.example.com' });
    await rig.clock.advance(2_999);
    expect(rig.titles()).toEqual([]);
    await rig.clock.advance(1);
    expect(rig.titles()).toEqual(['[DOWN] 20 monitors: all on shop.example.com']);
    expect(rig.store().outbox.nextDueAt('ops')).toBeNull();
  });

  it('is two messages for two alerts', async () => {
    await open();
    await goDown(2);
    await rig.clock.advance(3 * second);
    expect(rig.titles()).toHaveLength(2);
    expect(rig.titles()).toContain('[DOWN] Site 0: status 503, expected 200');
  });

  it('leaves 10 s after its first alert, while others still join', async () => {
    await open();
    for (let each = 0; each < 9; each += 1) {
      await goDown(1, { name: `Site ${String(each)}` });
      await rig.clock.advance(1.2 * second);
    }
    expect(rig.sent.map(({ at }) => at)).toEqual([10 * second]);
    expect(rig.titles()).toEqual(['[DOWN] 9 monitors: Site 0, Site 1, Site 2 and 6 more']);
  });

  it('of recoveries is one message as well', async () => {
    await open();
    const incidents = await goDown(5, { host: 'shop.example.com' });
    await rig.clock.advance(5 * minute);
    await recoverAll(incidents);
    await rig.clock.advance(3 * second);
    expect(rig.titles().at(-1)).toBe('[RECOVERED] 5 monitors: all on shop.example.com');
    expect(rig.titles()).toHaveLength(2);
  });

  it('says both of outages that end before it leaves', async () => {
    await open();
    const incidents = await goDown(4);
    await rig.clock.advance(second);
    await recoverAll(incidents);
    await rig.clock.advance(3 * second);
    expect(rig.titles()).toEqual(['[RECOVERED] 4 monitors: Site 0, Site 1, Site 2 and 1 more']);
    expect(
      rig
        .store()
        .outbox.page({ limit: 9, event: 'down' })
        .items.map(({ status }) => status),
    ).toEqual(Array.from({ length: 4 }, () => 'merged'));
  });

  it('may mix outages and recoveries', async () => {
    await open();
    const incidents = await goDown(3);
    await rig.clock.advance(5 * minute);
    await recoverAll(incidents.slice(1));
    await goDown(2);
    await rig.clock.advance(3 * second);
    expect(rig.titles().at(-1)).toBe('[DOWN] 4 monitors: 2 down, 2 up again, Site 0, Site 1, Site 1 and 1 more');
  });

  it('does not wait if groups are turned off', async () => {
    await open(undefined, 0);
    await goDown(8);
    expect(rig.titles()).toHaveLength(8);
  });

  it('does not wait longer because the clock was set back', async () => {
    await open();
    await goDown(3);
    await rig.clock.advance(second);
    rig.clock.set(rig.clock.now() - 60 * minute);
    await rig.wake();
    await rig.clock.advance(2 * second);
    expect(rig.titles()).toHaveLength(1);
  });

  it('is never made for a receiver that is a program', async () => {
    await open([webhookChannel('http://127.0.0.1/x', { id: 'ops' })]);
    await goDown(20);
    expect(rig.titles()).toHaveLength(20);
  });

  it('names its members in the delivery log', async () => {
    await open();
    await goDown(12);
    await rig.clock.advance(3 * second);
    const { items } = rig.store().outbox.page({ limit: 20 });
    expect(items.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'sent'));
    expect(items[0]?.group).toMatchObject({
      size: 12,
      names: Array.from({ length: 10 }, (_, n) => `Site ${String(n)}`),
    });
    await goDown(1, { name: 'Lone' });
    await rig.clock.advance(3 * second);
    expect(rig.store().outbox.page({ limit: 1 }).items[0]?.group).toBeNull();
  });
});

describe('what joins a group that has left', () => {
  it('is sent a minute later, and only what is new', async () => {
    await open();
    await goDown(5, { host: 'shop.example.com' });
    await rig.clock.advance(5 * second);
    await goDown(4, { host: 'shop.example.com' });
    await rig.clock.advance(5 * second);
    await goDown(3, { host: 'shop.example.com' });
    await rig.clock.advance(52.9 * second);
    expect(rig.titles()).toHaveLength(1);
    await rig.clock.advance(0.1 * second);
    expect(rig.titles()).toEqual([
      '[DOWN] 5 monitors: all on shop.example.com',
      '[DOWN] 7 monitors: all on shop.example.com',
    ]);
  });

  it('does not delay an outage of another host', async () => {
    await open();
    await goDown(5, { host: 'shop.example.com' });
    await rig.clock.advance(5 * second);
    await goDown(1, { name: 'Mailer', host: 'mail.example.com' });
    await rig.clock.advance(3 * second);
    expect(rig.titles().at(-1)).toContain('Mailer');
  });
});

describe('the cap of 6 messages a minute', () => {
  it('lets the rest join', async () => {
    await open();
    for (let each = 0; each < 12; each += 1) {
      await goDown(1, { name: `Minor ${String(each)}`, severity: 'warning' });
      await rig.clock.advance(4 * second);
    }
    expect(rig.titles()).toHaveLength(6);
    await rig.clock.advance(minute);
    expect(rig.titles()).toHaveLength(7);
    expect(rig.titles().at(-1)).toContain('6 monitors');
  });

  it('does not delay the first message of a critical outage', async () => {
    await open();
    for (let each = 0; each < 8; each += 1) {
      await goDown(1, { name: `Minor ${String(each)}`, severity: 'warning' });
      await rig.clock.advance(4 * second);
    }
    await goDown(1, { name: 'Major' });
    await rig.clock.advance(3 * second);
    expect(rig.titles()).toHaveLength(7);
    expect(rig.titles().at(-1)).toBe('[DOWN] 3 monitors: Major, Minor 6, Minor 7');
  });
});

describe('a group that is not accepted', () => {
  it('is retried as one message', async () => {
    await open();
    rig.answer('ops', [retry, accepted]);
    await goDown(6);
    await rig.clock.advance(10 * second);
    expect(rig.titles()).toHaveLength(2);
    expect(new Set(rig.titles()).size).toBe(1);
  });

  it('for one of its alerts is halved until only that one fails', async () => {
    await open();
    rig.answer('ops', (message) => {
      const members = message.parts.length === 0 ? [message] : message.parts;
      const isPoisoned = members.some(({ payload }) => 'monitorName' in payload && payload.monitorName === 'Site 13');
      return isPoisoned ? rejected : accepted;
    });
    await goDown(20);
    await rig.clock.advance(10 * minute);
    const { items } = rig.store().outbox.page({ limit: 50 });
    expect(items.filter(({ status }) => status === 'failed').map(({ name }) => name)).toEqual(['Site 13']);
    expect(items.filter(({ status }) => status === 'sent')).toHaveLength(19);
    expect(items.filter(({ attempts }) => attempts.filter((one) => one.accepted).length > 1)).toEqual([]);
    expect(rig.health('ops').trouble).toBeNull();
  });

  it('is sent again as a whole after a kill whose response was lost', async () => {
    await open();
    const hanging = slowly();
    rig.answer('ops', hanging.answer);
    await goDown(4);
    await rig.clock.advance(3 * second);
    expect(rig.titles()).toHaveLength(1);
    await rig.restart();
    hanging.give(accepted);
    rig.answer('ops', [accepted]);
    await rig.settle();
    expect(rig.titles()).toHaveLength(2);
    expect(rig.titles().at(-1)).toContain('4 monitors');
    expect(rig.store().outbox.page({ limit: 9, status: 'sent' }).items).toHaveLength(4);
  });
});
