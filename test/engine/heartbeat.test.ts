import { beforeEach, describe, expect, it } from 'vitest';
import type { PingAnswer } from '../../electron/engine/kinds/heartbeat/incoming.ts';
import { errorOf, valueOf } from '../support/test-engine.ts';
import { mailer, openEngineRig, type EngineRig } from './engine-rig.ts';

let rig: EngineRig;
beforeEach(async () => {
  rig = await openEngineRig();
});

function ping(kind: 'success' | 'start' | 'fail', token = 'mailer-token-0123456789'): Promise<PingAnswer> {
  return rig.engine.receivePing({
    token,
    kind,
    exitCode: null,
    runId: null,
    body: '',
    remoteAddress: '127.0.0.1',
    userAgent: 'test',
  });
}

describe('a heartbeat', () => {
  it('is new until its first ping, late at the deadline, down after the grace, and up with the next ping', async () => {
    await rig.addChannels();
    valueOf(await rig.engine.api.monitors.create(mailer));
    await rig.engine.clock.advance(3_600_000);
    await rig.engine.untilState('mailer', 'new');
    expect(await ping('success')).toBe('ok');
    await rig.engine.untilState('mailer', 'up');
    const deadline = rig.engine.clock.now() + 300_000;
    await rig.engine.clock.advance(300_000);
    await rig.engine.untilState('mailer', 'late');
    expect(rig.smtp.received).toHaveLength(0);
    await rig.engine.clock.advance(30_000);
    await rig.engine.untilState('mailer', 'down');
    await rig.smtp.waitFor(1);
    const [incident] = valueOf(await rig.engine.api.incidents.list({})).items;
    expect(incident?.startedAt).toBe(deadline);
    expect(incident?.failure.kind).toBe('missed');

    await rig.engine.clock.advance(60_000);
    expect(await ping('success')).toBe('ok');
    await rig.engine.untilState('mailer', 'up');
    const mails = await rig.smtp.waitFor(2);
    expect(mails[1]?.headers.get('subject')).toBe('[RECOVERED] Pending e-mails: down for 1 min 30 s');
  });

  it('is down at once where the job says that it failed', async () => {
    valueOf(await rig.engine.api.monitors.create(mailer));
    await ping('success');
    await ping('fail');
    const { reason } = await rig.engine.untilState('mailer', 'down');
    expect(reason).not.toBeNull();
  });

  it('remembers over a restart how much time the job has left', async () => {
    valueOf(await rig.engine.api.monitors.create(mailer));
    await ping('success');
    await rig.engine.restart(3_600_000);
    await rig.engine.untilState('mailer', 'up');
    await rig.engine.clock.advance(330_000);
    await rig.engine.untilState('mailer', 'down');
  });

  it('counts a new period from the last success', async () => {
    valueOf(await rig.engine.api.monitors.create({ ...mailer, schedule: { every: '1d' } }));
    await ping('success');
    await rig.engine.clock.advance(60_000);
    valueOf(await rig.engine.api.monitors.update({ id: 'mailer', kind: 'heartbeat', schedule: { every: '5m' } }));
    await rig.engine.clock.advance(240_000);
    await rig.engine.untilState('mailer', 'late');
  });

  it('cannot have the token of another', async () => {
    valueOf(await rig.engine.api.monitors.create(mailer));
    const error = errorOf(await rig.engine.api.monitors.create({ ...mailer, id: 'other' }));
    expect(error.fields).toHaveProperty('token');
  });

  it('is unknown under its old token once that has been renewed', async () => {
    valueOf(await rig.engine.api.monitors.create(mailer));
    const renewed = valueOf(await rig.engine.api.monitors.renewToken({ id: 'mailer' }));
    expect(await ping('success')).toBe('not-found');
    expect(renewed.kind === 'heartbeat' && (await ping('success', renewed.token))).toBe('ok');
  });
});
