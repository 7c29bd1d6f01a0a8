import { describe, expect, test } from 'vitest';
import { matching } from '../support/matching.ts';
import { vigilmon } from '../support/source-command.ts';
import { heartbeat, running, token, withEngine } from './commands-rig.ts';

describe('vigilmon maintenance', withEngine, () => {
  test('starts maintenance of a monitor, lists it, and ends it', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('maintenance', 'list')).toMatchObject({ code: 0, stdout: 'no maintenance is scheduled\n' });
    const started = await run('maintenance', 'start', '--monitors', 'mailer', '--duration', '2h');
    const active = /^maintenance: Maintenance: active until \d+ \w+ 20\d\d, \d\d:\d\d UTC, 1 monitor\n$/;
    expect(started).toMatchObject({ code: 0, stdout: matching(active), stderr: '' });
    expect(await run('status')).toMatchObject({ stdout: matching(/^MAINTENANCE +Mailer/) });
    const listed = JSON.parse((await run('maintenance', 'list', '--json')).stdout) as unknown;
    expect(listed).toMatchObject([{ id: 'maintenance', covers: { monitors: ['mailer'] } }]);
    const ended = await run('maintenance', 'end', 'maintenance');
    expect(ended).toMatchObject({ code: 0, stdout: 'maintenance: Maintenance: ended, 1 monitor\n' });
    expect(await run('maintenance', 'end', 'maintenance')).toMatchObject({ code: 1, stdout: '' });
  });

  test('plans maintenance, and says what is wrong with its times', async () => {
    const { run } = await running(heartbeat);
    const wrong = await run('maintenance', 'add', '--all', '--days', 'daily', '--from', '25:00', '--to', '2:00');
    expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: matching(/from: /) });
    const added = await run(
      ...['maintenance', 'add', '--all', '--name', 'Patches', '--cron', '0 3 1 1 *'],
      ...['--duration', '90m', '--timezone', 'UTC'],
    );
    const next = /^patches: Patches: next at 1 Jan 20\d\d, 03:00 UTC for 1 h 30 min, 0 monitors\n$/;
    expect(added).toMatchObject({ code: 0, stdout: matching(next), stderr: '' });
  });

  test.each([
    [['pause'], 'the action must be list, start, end or add'],
    [['end'], 'ID is required'],
    [['start'], '--monitors, --tags or --all is required'],
    [
      ['start', '--all', '--from', '22:00'],
      'start takes only --duration: use add for --from, --to, --days, --cron or --timezone',
    ],
    [['add', '--all', '--days', 'someday'], '--days must be days of the week, such as sat,sun, or daily'],
    [['list', 'more'], 'unexpected argument "more"'],
  ])('refuses a wrong command line: %j', async (args, mistake) => {
    const { code, stderr } = await vigilmon(['maintenance', ...args]);
    expect([code, stderr]).toEqual([2, `vigilmon: ${mistake}: see vigilmon maintenance --help\n`]);
  });
});

describe('vigilmon mute', withEngine, () => {
  test('mutes monitors, tags and everything, and unmutes them', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    const all = await run('mute', '--all', '--tags', 'none', '--monitors', 'mailer', '--until', '2040-05-01T12:00Z');
    expect(all).toMatchObject({ code: 1, stdout: '', stderr: matching(/within 31 days/) });
    const muted = await run('mute', '--tags', 'none', '--monitors', 'mailer', '--duration', '2h');
    expect(muted).toMatchObject({
      code: 0,
      stdout: matching(/^tag none \(0 monitors\): muted until .+ 20\d\d, .+ UTC\nMailer: muted until .+ UTC\n$/),
      stderr: '',
    });
    expect(await run('unmute', '--monitors', 'mailer', '--all')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'vigilmon: all monitors: not muted\n',
    });
    expect(await run('unmute', '--monitors', 'mailer')).toMatchObject({ code: 0, stdout: 'Mailer: no longer muted\n' });
    const left = await run('unmute', '--tags', 'none', '--json');
    expect(JSON.parse(left.stdout)).toMatchObject([{ scope: { kind: 'tag', tag: 'none' } }]);
  });

  test('mutes what is down until it recovers, and nothing if a name is wrong', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('mute', '--monitors', 'mailer,nobody')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('mute', '--monitors', 'mailer', '--until-recovery')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('ping', token, '--fail')).toMatchObject({ code: 0 });
    const muted = await run('mute', '--monitors', 'mailer', '--until-recovery');
    expect(muted).toMatchObject({ code: 0, stdout: 'Mailer: muted until it recovers\n', stderr: '' });
    const again = await run('mute', '--monitors', 'mailer', '--until-recovery', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject([{ scope: { monitorId: 'mailer' }, until: null }]);
  });

  test.each([
    [['mute'], '--monitors, --tags or --all is required'],
    [['unmute'], '--monitors, --tags or --all is required'],
    [['mute', '--all', '--duration', 'long'], '--duration must be a duration, such as 30m, 2h or 3d'],
    [['mute', '--all', '--until', '25:00'], '--until must be a time, such as 18:00 or 2026-12-03T22:00'],
    [['mute', '--all', '--until', '2026-02-30T10:00'], '--until must be a time, such as 18:00 or 2026-12-03T22:00'],
    [['mute', '--all', '--until', '18:00', '--duration', '1h'], '--duration and --until cannot be combined'],
    [
      ['mute', '--tags', 'web', '--until-recovery'],
      '--until-recovery is for --monitors only: tags and --all need --duration or --until',
    ],
  ])('refuses a wrong command line: %j', async (args, mistake) => {
    const { code, stderr } = await vigilmon(args);
    expect([code, stderr]).toEqual([2, `vigilmon: ${mistake}: see vigilmon ${String(args[0])} --help\n`]);
  });
});

describe('vigilmon ack', withEngine, () => {
  test('acknowledges the outage of a monitor, or an incident by its number, and keeps an earlier note', async () => {
    const { run, file } = await running(heartbeat);
    expect(await run('apply', file)).toMatchObject({ code: 0 });
    expect(await run('ack', 'mailer')).toMatchObject({ code: 1, stderr: 'vigilmon: Mailer has no open incident\n' });
    expect(await run('ping', token, '--fail')).toMatchObject({ code: 0 });
    const first = await run('ack', 'mailer', '--note', 'disk full');
    expect(first).toMatchObject({ code: 0, stdout: 'incident 1 of Mailer: acknowledged\n', stderr: '' });
    const again = await run('ack', '1', '--json');
    expect(again.code).toBe(0);
    const incident = { id: 1, monitorId: 'mailer', note: 'disk full', acknowledgedAt: expect.any(Number) as number };
    expect(JSON.parse(again.stdout)).toMatchObject(incident);
  });

  test('fails for what is not there', async () => {
    const { run } = await running(heartbeat);
    expect(await run('ack', '99')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('ack', 'nobody')).toMatchObject({ code: 1, stdout: '' });
  });
});
