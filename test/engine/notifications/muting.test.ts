import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { muteUntil } from '../../../electron/contract/mute-choices.ts';
import type { Alert, Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import type { MonitorInput } from '../../../electron/contract/monitors/registry.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const hourMs = 3_600_000;
const everything: MuteScope = { kind: 'all' };
const mailerAlone: MuteScope = { kind: 'monitor', monitorId: 'mailer' };

let clock: ManualClock;
let directory: string;
let engine: TestEngine;

beforeEach(async () => {
  clock = manualClock();
  directory = tempDirectory(onTestFinished);
  await open();
});
afterEach(async () => {
  await engine.stop();
  expect(engine.log.filter(({ level }) => level === 'error')).toEqual([]);
});

async function open(): Promise<void> {
  engine = await openTestEngine({ directory, clock });
  engine.start();
}

const tokenOf = (id: string): string => `${id}-token-0123456789`;

/** A job that has pinged once, so that it can fail. */
async function addJob(id: string, more: Partial<MonitorInput> = {}): Promise<void> {
  const job = { kind: 'heartbeat', id, name: id, schedule: { every: '1d' }, token: tokenOf(id), ...more };
  valueOf(await engine.api.monitors.create(job as MonitorInput));
  await tell(id, 'success');
}

async function tell(id: string, kind: 'success' | 'fail'): Promise<void> {
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  expect(await engine.receivePing({ token: tokenOf(id), kind, ...said })).toBe('ok');
}

async function mute(scope: MuteScope, until: number | null = clock.now() + hourMs): Promise<Mute> {
  return valueOf(await engine.api.mutes.set({ scope, until }));
}

/** Lets what is due be sent. */
async function alerts(): Promise<readonly string[]> {
  await clock.advance(1);
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
    await addJob('mailer');
    await mute(mailerAlone);
    await tell('mailer', 'fail');
    expect(await alerts()).toEqual([]);
    expect(engine.notifications).toEqual([]);
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident).toMatchObject({ monitorId: 'mailer', endedAt: null });
  });

  it('a channel that was not notified of the outage is not notified of its end', async () => {
    await addJob('mailer');
    await mute(everything);
    await tell('mailer', 'fail');
    await clock.advance(60_000);
    await tell('mailer', 'success');
    await clock.advance(2 * hourMs);
    expect(await alerts()).toEqual([]);
  });

  it('a channel that was notified of the outage before is notified of its end', async () => {
    await addJob('mailer');
    await tell('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    await mute(everything);
    await tell('mailer', 'success');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'recovered mailer desktop sent']);
  });

  it('pending alerts are cancelled', async () => {
    valueOf(await engine.api.channels.create({ kind: 'native', id: 'later' }));
    const rules = [
      { when: {}, channels: ['desktop'] },
      { when: {}, channels: ['later'], delay: '10m' },
    ];
    valueOf(await engine.api.rules.replace({ rules }));
    await addJob('mailer');
    await tell('mailer', 'fail');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'down mailer later pending']);
    await mute(mailerAlone, null);
    const held = engine.events.flatMap((event) => (event.type === 'alert' ? [event.alert] : [])).at(-1);
    expect(held).toMatchObject({ channelId: 'later', status: 'cancelled' });
    await clock.advance(hourMs);
    expect(engine.notifications).toHaveLength(1);
    await tell('mailer', 'success');
    expect(await alerts()).toEqual([
      'down mailer desktop sent',
      'down mailer later cancelled',
      'recovered mailer desktop sent',
    ]);
  });

  it('it does not count towards the overall state, but appears in the counts', async () => {
    await addJob('mailer');
    await addJob('backup');
    await tell('mailer', 'fail');
    expect(valueOf(await engine.api.overview.get(undefined))).toMatchObject({ state: 'down', muted: 0 });
    const changed = engine.until('overview', ({ overview }) => overview.muted === 1);
    await mute(mailerAlone);
    await clock.advance(60);
    expect((await changed).overview).toMatchObject({ state: 'up', muted: 1, counts: { down: 1, up: 1 } });
    await mute(everything);
    expect(valueOf(await engine.api.overview.get(undefined))).toMatchObject({ state: 'paused', muted: 2 });
  });
});

describe('when a mute ends', () => {
  it('an open outage is sent with its original start', async () => {
    await addJob('mailer');
    await mute(everything);
    const failedAt = clock.now();
    await tell('mailer', 'fail');
    await clock.advance(hourMs - 1);
    expect(engine.notifications).toEqual([]);
    await clock.advance(1);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    const [alert] = valueOf(await engine.api.alerts.list({})).items;
    expect(alert).toMatchObject({ detectedAt: failedAt, confirmedAt: failedAt });
    expect(await mutedNow()).toEqual({ mailer: false });
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
    expect(engine.events.filter(({ type }) => type === 'mutes')).toHaveLength(2);
    await tell('mailer', 'success');
    expect(await alerts()).toEqual(['down mailer desktop sent', 'recovered mailer desktop sent']);
  });

  it('manually, an open outage is sent at once', async () => {
    await addJob('mailer');
    const { id } = await mute(everything);
    await tell('mailer', 'fail');
    valueOf(await engine.api.mutes.clear({ id }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('no channel is notified twice', async () => {
    await addJob('mailer');
    await tell('mailer', 'fail');
    await alerts();
    await mute(everything);
    await clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('a cancelled alert is pending again for the rest of its delay', async () => {
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['desktop'], delay: '3h' }] }));
    await addJob('mailer');
    await tell('mailer', 'fail');
    await mute(everything);
    expect(await alerts()).toEqual(['down mailer desktop cancelled']);
    await clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop pending']);
    await clock.advance(2 * hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('while Vigilmon is not running, deferred alerts are sent at the next start', async () => {
    await addJob('mailer');
    await mute(mailerAlone);
    await tell('mailer', 'fail');
    await engine.stop();
    await clock.advance(2 * hourMs);
    await open();
    expect(await alerts()).toEqual(['down mailer desktop sent']);
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
  });

  it('and another one covers the monitor, it stays muted until that one ends', async () => {
    await addJob('mailer', { tags: ['jobs'] });
    await mute(everything, clock.now() + hourMs);
    await mute({ kind: 'tag', tag: ' jobs ' }, clock.now() + 2 * hourMs);
    await tell('mailer', 'fail');
    await clock.advance(hourMs);
    expect(await alerts()).toEqual([]);
    expect(await mutedNow()).toEqual({ mailer: clock.now() + hourMs - 1 });
    await clock.advance(hourMs);
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('because the clock was set back a year, notifications resume at once', async () => {
    await addJob('mailer');
    await mute(everything);
    await tell('mailer', 'fail');
    clock.set(clock.now() - 365 * 24 * hourMs);
    await clock.advance(60_000);
    expect(await mutedNow()).toEqual({ mailer: false });
  });
});

describe('a mute until recovery', () => {
  it('ends with the outage, and the next outage is sent', async () => {
    await addJob('mailer');
    await tell('mailer', 'fail');
    await mute(mailerAlone, null);
    expect(await mutedNow()).toEqual({ mailer: null });
    await clock.advance(100 * hourMs);
    expect(await mutedNow()).toEqual({ mailer: null });
    await tell('mailer', 'success');
    expect(await mutedNow()).toEqual({ mailer: false });
    await tell('mailer', 'fail');
    expect((await alerts()).filter((alert) => alert.startsWith('down'))).toHaveLength(2);
  });

  it('ends when the monitor is paused or deleted', async () => {
    await addJob('mailer');
    await tell('mailer', 'fail');
    await mute(mailerAlone, null);
    valueOf(await engine.api.monitors.pause({ id: 'mailer' }));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
    await mute(mailerAlone);
    valueOf(await engine.api.monitors.delete({ id: 'mailer' }));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([]);
  });

  it('is rejected for a healthy monitor, and for several monitors', async () => {
    await addJob('mailer');
    expect(errorOf(await engine.api.mutes.set({ scope: mailerAlone, until: null })).code).toBe('conflict');
    expect(errorOf(await engine.api.mutes.set({ scope: everything, until: null })).fields).toHaveProperty('until');
  });
});

describe('setting a mute', () => {
  it('replaces the one of the same scope', async () => {
    await addJob('mailer');
    const first = await mute(everything);
    const second = await mute(everything, muteUntil('4h', clock.now()));
    expect(valueOf(await engine.api.mutes.list(undefined))).toEqual([second]);
    expect(errorOf(await engine.api.mutes.clear({ id: first.id })).code).toBe('not-found');
    expect(await mutedNow()).toEqual({ mailer: second.until });
  });

  it('reports each invalid field', async () => {
    const set = async (scope: MuteScope, until: number | null): Promise<unknown> =>
      errorOf(await engine.api.mutes.set({ scope, until })).fields;
    expect(await set(everything, clock.now())).toEqual({ until: 'must be in the future' });
    expect(await set(everything, clock.now() + 32 * 24 * hourMs)).toEqual({ until: 'must be within 31 days' });
    expect(await set({ kind: 'tag', tag: ' ' }, clock.now() + 1)).toEqual({ 'scope.tag': 'is required' });
    expect(errorOf(await engine.api.mutes.set({ scope: mailerAlone, until: clock.now() + 1 })).code).toBe('not-found');
  });
});

describe('an edit of a monitor', () => {
  it('that adds a muted tag mutes it, and one that removes the tag sends what was deferred', async () => {
    await addJob('mailer');
    await mute({ kind: 'tag', tag: 'quiet' });
    const update = { id: 'mailer', kind: 'heartbeat' } as const;
    valueOf(await engine.api.monitors.update({ ...update, tags: ['quiet'] }));
    await tell('mailer', 'fail');
    expect(await alerts()).toEqual([]);
    valueOf(await engine.api.monitors.update({ ...update, tags: [] }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });

  it('routes deferred alerts by the edited monitor', async () => {
    await addJob('mailer', { tags: ['quiet'] });
    valueOf(await engine.api.rules.replace({ rules: [{ when: { tags: ['loud'] }, channels: ['desktop'] }] }));
    await mute({ kind: 'tag', tag: 'quiet' });
    await tell('mailer', 'fail');
    valueOf(await engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', tags: ['loud'] }));
    expect(await alerts()).toEqual(['down mailer desktop sent']);
  });
});
