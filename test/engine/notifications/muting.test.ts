import { beforeEach, describe, expect, it } from 'vitest';
import { muteUntil } from '../../../electron/contract/mute-choices.ts';
import type { Alert, Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import { openEngineWithJobs, type EngineWithJobs } from '../../support/engine-with-jobs.ts';
import { errorOf, valueOf } from '../../support/test-engine.ts';

const hourMs = 3_600_000;
const everything: MuteScope = { kind: 'all' };
const mailerAlone: MuteScope = { kind: 'monitor', monitorId: 'mailer' };

let engine: EngineWithJobs;

beforeEach(async () => {
  engine = await openEngineWithJobs();
});

async function mute(scope: MuteScope, until: number | null = engine.clock.now() + hourMs): Promise<Mute> {
  return valueOf(await engine.api.mutes.set({ scope, until }));
}

/** Lets what is due be sent. */
async function alerts(): Promise<readonly string[]> {
  await engine.clock.advance(1);
  const { items } = valueOf(await engine.api.alerts.list({}));
  const inWords = ({ event, monitorId, channelId, status }: Alert): string =>
    `${event} ${monitorId} ${channelId} ${status}`;
  return items.map(inWords).toReversed();
}

async function mutedNow(): Promise<Record<string, number | null | false>> {
  const { monitors } = valueOf(await engine.api.overview.get(undefined));
  return Object.fromEntries(monitors.map(({ id, muted }) => [id, muted === null ? false : muted.until]));
}

describe('while a monitor is muted', () => {
  it('its outage is not sent, and the incident is recorded as usual', async () => {
    await engine.job('mailer');
    await mute(mailerAlone);
    await engine.report('mailer', 'fail');
    expect(await alerts()).toEqual([]);
    expect(engine.notifications).toEqual([]);
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident).toMatchObject({ monitorId: 'mailer', endedAt: null });
  });

  it('a channel that was not notified of the outage is not notified of its end', async () => {
    await engine.job('mailer');
    await mute(everything);
    await engine.report('mailer', 'fail');
    await engine.clock.advance(60_000);
    await engine.report('mailer', 'success');
    await engine.clock.advance(2 * hourMs);
    expect(await alerts()).toEqual([]);
  });

  it('a channel that was notified of the outage before is notified of its end', async () => {
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    await mute(everything);
    await engine.report('mailer', 'success');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'recovered mailer desktop sent']);
  });

  it('pending alerts are cancelled', async () => {
    valueOf(await engine.api.channels.create({ kind: 'native', id: 'later' }));
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: {}, channels: ['later'], delay: '10m' },
    ];
    valueOf(await engine.api.rules.replace({ rules }));
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'down mailer later pending']);
    await mute(mailerAlone, null);
    const held = engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert] : [])).at(-1);
    expect(held).toMatchObject({ channelId: 'later', status: 'cancelled' });
    await engine.clock.advance(hourMs);
    expect(engine.notifications).toHaveLength(1);
    await engine.report('mailer', 'success');
    expect(await alerts()).toEqual([
      'down mailer desktop sent',
      'down mailer later cancelled',
      'recovered mailer desktop sent',
    ]);
  });

  it('it does not count towards the overall state, but appears in the counts', async () => {
    await engine.job('mailer');
    await engine.job('backup');
    await engine.report('mailer', 'fail');
    expect(valueOf(await engine.api.overview.get(undefined))).toMatchObject({ state: 'down', muted: 0 });
    const changed = engine.until('overview', ({ overview }) => overview.muted === 1);
    await mute(mailerAlone);
    await engine.clock.advance(60);
    expect((await changed).overview).toMatchObject({ state: 'up', muted: 1, counts: { down: 1, up: 1 } });
    await mute(everything);
    expect(valueOf(await engine.api.overview.get(undefined))).toMatchObject({ state: 'paused', muted: 2 });
  });
});

describe('when a mute ends', () => {
  it('an open outage is sent with its original start', async () => {
    await engine.job('mailer');
    await mute(everything);
    const failedAt = engine.clock.now();
    await engine.report('mailer', 'fail');
    await engine.clock.advance(hourMs - 1);
    expect(engine.notifications).toEqual([]);
    await engine.clock.advance(1);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    const [alert] = valueOf(await engine.api.alerts.list({})).items;
    expect(alert).toMatchObject({ detectedAt: failedAt, confirmedAt: failedAt });
    expect(await mutedNow()).toEqual({ mailer: false });
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
    expect(engine.events.filter(({ type }) => type === 'mutes')).toHaveLength(2);
    await engine.report('mailer', 'success');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'recovered mailer desktop sent']);
  });

  it('manually, an open outage is sent at once', async () => {
    await engine.job('mailer');
    const { id } = await mute(everything);
    await engine.report('mailer', 'fail');
    valueOf(await engine.api.mutes.clear({ id }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('no channel is notified twice', async () => {
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    await alerts();
    await mute(everything);
    await engine.clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('a cancelled alert is pending again for the rest of its delay', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], delay: '3h' }] }));
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    await mute(everything);
    expect(await alerts()).toEqual(['down mailer desktop cancelled']);
    await engine.clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop pending']);
    await engine.clock.advance(2 * hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('while Vigilmon is not running, deferred alerts are sent at the next start', async () => {
    await engine.job('mailer');
    await mute(mailerAlone);
    await engine.report('mailer', 'fail');
    await engine.restart(2 * hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
  });

  it('and another one covers the monitor, it stays muted until that one ends', async () => {
    await engine.job('mailer', { tags: ['jobs'] });
    await mute(everything, engine.clock.now() + hourMs);
    await mute({ kind: 'tag', tag: ' jobs ' }, engine.clock.now() + 2 * hourMs);
    await engine.report('mailer', 'fail');
    await engine.clock.advance(hourMs);
    expect(await alerts()).toEqual([]);
    expect(await mutedNow()).toEqual({ mailer: engine.clock.now() + hourMs - 1 });
    await engine.clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('because the clock was set back a year, notifications resume at once', async () => {
    await engine.job('mailer');
    await mute(everything);
    await engine.report('mailer', 'fail');
    engine.clock.set(engine.clock.now() - 365 * 24 * hourMs);
    await engine.clock.advance(60_000);
    expect(await mutedNow()).toEqual({ mailer: false });
  });
});

describe('a mute until recovery', () => {
  it('ends with the outage, and the next outage is sent', async () => {
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    await mute(mailerAlone, null);
    expect(await mutedNow()).toEqual({ mailer: null });
    await engine.clock.advance(100 * hourMs);
    expect(await mutedNow()).toEqual({ mailer: null });
    await engine.report('mailer', 'success');
    expect(await mutedNow()).toEqual({ mailer: false });
    await engine.report('mailer', 'fail');
    expect((await alerts()).filter((alert) => alert.startsWith('down'))).toHaveLength(2);
  });

  it('ends when the monitor is paused or deleted', async () => {
    await engine.job('mailer');
    await engine.report('mailer', 'fail');
    await mute(mailerAlone, null);
    valueOf(await engine.api.monitors.pause({ id: 'mailer' }));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
    await mute(mailerAlone);
    valueOf(await engine.api.monitors.delete({ id: 'mailer' }));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
  });

  it('is rejected for a healthy monitor, and for several monitors', async () => {
    await engine.job('mailer');
    expect(errorOf(await engine.api.mutes.set({ scope: mailerAlone, until: null })).code).toBe('conflict');
    expect(errorOf(await engine.api.mutes.set({ scope: everything, until: null })).fields).toHaveProperty('until');
  });
});

describe('setting a mute', () => {
  it('replaces the one of the same scope', async () => {
    await engine.job('mailer');
    const first = await mute(everything);
    const second = await mute(everything, muteUntil('4h', engine.clock.now()));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([second]);
    expect(errorOf(await engine.api.mutes.clear({ id: first.id })).code).toBe('not-found');
    expect(await mutedNow()).toEqual({ mailer: second.until });
  });

  it('reports each invalid field', async () => {
    const set = async (scope: MuteScope, until: number | null): Promise<unknown> =>
      errorOf(await engine.api.mutes.set({ scope, until })).fields;
    expect(await set(everything, engine.clock.now())).toEqual({ until: 'must be in the future' });
    expect(await set(everything, engine.clock.now() + 32 * 24 * hourMs)).toEqual({ until: 'must be within 31 days' });
    expect(await set({ kind: 'tag', tag: ' ' }, engine.clock.now() + 1)).toEqual({ 'scope.tag': 'is required' });
    expect(errorOf(await engine.api.mutes.set({ scope: mailerAlone, until: engine.clock.now() + 1 })).code).toBe(
      'not-found',
    );
  });
});

describe('an edit of a monitor', () => {
  it('that adds a muted tag mutes it, and one that removes the tag sends what was deferred', async () => {
    await engine.job('mailer');
    await mute({ kind: 'tag', tag: 'quiet' });
    const update = { id: 'mailer', kind: 'heartbeat' } as const;
    valueOf(await engine.api.monitors.update({ ...update, tags: ['quiet'] }));
    await engine.report('mailer', 'fail');
    expect(await alerts()).toEqual([]);
    valueOf(await engine.api.monitors.update({ ...update, tags: [] }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('routes deferred alerts by the edited monitor', async () => {
    await engine.job('mailer', { tags: ['quiet'] });
    valueOf(await engine.api.rules.replace({ rules: [{ when: { tags: ['loud'] }, channels: ['desktop'] }] }));
    await mute({ kind: 'tag', tag: 'quiet' });
    await engine.report('mailer', 'fail');
    valueOf(await engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', tags: ['loud'] }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });
});
