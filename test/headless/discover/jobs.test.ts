/** Schedulers as they list their jobs: recorded output. */
import { describe, expect, test } from 'vitest';
import { jobName } from '../../../electron/headless/discover/candidate.ts';
import { parseCrontab, underRun } from '../../../electron/headless/discover/crontab.ts';
import { parseAgent } from '../../../electron/headless/discover/launchd.ts';
import { parseTimers } from '../../../electron/headless/discover/systemd-timers.ts';
import { parseTasks } from '../../../electron/headless/discover/windows.ts';

const own = { source: 'crontab', place: 'crontab', hasUser: false, user: 'ada' } as const;

describe('a crontab', () => {
  test('lists its jobs with their times, and the zone from the line that sets it on', () => {
    const text =
      '# m h\nMAILTO=ada\n\n0  3 * * 1-5\t/opt/backup.sh --all\nCRON_TZ=Europe/Berlin\n@daily report\n@reboot x\n';
    expect(parseCrontab({ ...own, text })).toMatchObject([
      {
        schedule: { cron: '0 3 * * 1-5', timezone: null },
        command: '/opt/backup.sh --all',
        name: 'backup',
        isOwn: true,
      },
      { schedule: { cron: '@daily', timezone: 'Europe/Berlin' }, command: 'report' },
    ]);
  });

  test('of the system names the user of each job', () => {
    const text =
      '17 * * * * root test -x /usr/sbin/a || b\n*/5 9-17 * jan,feb mon-fri ada sync\n0 5 31 2 L ada never\n';
    expect(parseCrontab({ ...own, hasUser: true, text })).toMatchObject([
      { lead: '17 * * * * root', command: 'test -x /usr/sbin/a || b', isOwn: false },
      { lead: '*/5 9-17 * jan,feb mon-fri ada', command: 'sync', isOwn: true },
      { command: 'never' },
    ]);
  });

  test('with random times has no schedule', () => {
    expect(parseCrontab({ ...own, text: '0~59 3 * * * x' })).toMatchObject([{ schedule: { cron: null } }]);
  });
});

test.each([
  ['/opt/backup.sh --all', 'vigilmon run T -- /opt/backup.sh --all'],
  ['a && b > /dev/null', "vigilmon run T -- sh -c 'a && b > /dev/null'"],
  ["echo 'it is' | mail ada", String.raw`vigilmon run T -- sh -c 'echo '\''it is'\'' | mail ada'`],
  ['LANG=C sort', "vigilmon run T -- sh -c 'LANG=C sort'"],
  [String.raw`date +\%F`, String.raw`vigilmon run T -- date +\%F`],
  ['mail ada%Hello%there', 'vigilmon run T -- mail ada%Hello%there'],
  ['a; b%input', "vigilmon run T -- sh -c 'a; b'%input"],
])('the command %j becomes %j', (command, expected) => {
  expect(underRun(command, 'T')).toBe(expected);
});

test.each([
  ['/usr/local/bin/nightly-backup.sh --all', 'nightly-backup'],
  ['python3 -u /srv/report.py', 'report'],
  ['cd /srv && ./sync > /dev/null', 'sync'],
  ['LANG=C nice tidy', 'tidy'],
  ['', 'job'],
])('the job of %j is named %s', (command, name) => {
  expect(jobName(command)).toBe(name);
});

test("systemd's timers have their calendar, zone or period", () => {
  const shown = `Id=backup.timer
Unit=backup.service
TimersMonotonic=
TimersCalendar={ OnCalendar=Mon..Fri *-*-* 03:00:00 Europe/Berlin ; next_elapse=Mon 2026-11-30 03:00:00 CET }

Id=sync.timer
Unit=sync.service
TimersMonotonic={ OnBootUSec=15min ; next_elapse=15min }
TimersMonotonic={ OnUnitActiveUSec=1h 30min ; next_elapse=2h }

Id=odd.timer
Unit=odd.service
TimersCalendar={ OnCalendar=2026-*-* 00:00:00 ; next_elapse=n/a }
`;
  expect(parseTimers(shown, true)).toMatchObject([
    { name: 'backup', schedule: { cron: '0 3 * * MON-FRI', timezone: 'Europe/Berlin' }, command: 'backup.service' },
    { name: 'sync', schedule: { cron: null, every: 5_400_000 } },
    { name: 'odd', schedule: { cron: null, every: null } },
  ]);
  expect(parseTimers('', true)).toEqual([]);
});

describe("launchd's agents", () => {
  const place = '/Users/ada/Library/LaunchAgents/com.example.backup.plist';

  test.each([
    [{ StartInterval: 900 }, { every: 900_000, cron: null }],
    [{ StartCalendarInterval: { Hour: 3, Minute: 30 } }, { cron: '30 3 * * *', every: null }],
    [{ StartCalendarInterval: [{ Weekday: 1, Hour: 9, Minute: 0 }] }, { cron: '0 9 * * 1' }],
    [{ StartCalendarInterval: [{ Minute: 0 }, { Minute: 30 }] }, { cron: null, every: null }],
  ])('start at %j', (times, schedule) => {
    const json = JSON.stringify({ Label: 'com.example.backup', ProgramArguments: ['/opt/backup', '--all'], ...times });
    expect(parseAgent(json, place)).toMatchObject({ name: 'backup', command: '/opt/backup --all', place, schedule });
  });

  test.each(['', '{', '{"Label":"com.example.server","KeepAlive":true}'])(
    'that run all the time are no jobs: %j',
    (json) => {
      expect(parseAgent(json, place)).toBeNull();
    },
  );
});

test("Windows' tasks have their trigger", () => {
  const task = (name: string, ...Triggers: readonly object[]): object => {
    return { TaskName: name, TaskPath: '\\', Execute: 'C:\\jobs\\backup.exe', Arguments: '/all', Triggers };
  };
  const at = '2026-11-02T03:30:00';
  const json = JSON.stringify([
    task('Daily', { StartBoundary: at, DaysInterval: 1, WeeksInterval: null, DaysOfWeek: null, Interval: null }),
    task('Weekly', { StartBoundary: at, WeeksInterval: 1, DaysOfWeek: 0b0100010 }),
    task('Often', { StartBoundary: at, Interval: 'PT1H15M' }),
    task('At logon', {}),
    { TaskName: 'None', TaskPath: '\\', Execute: null, Arguments: null, Triggers: null },
  ]);
  expect(parseTasks(json)).toMatchObject([
    { name: 'Daily', place: '\\Daily', command: 'C:\\jobs\\backup.exe /all', schedule: { cron: '30 3 * * *' } },
    { name: 'Weekly', schedule: { cron: '30 3 * * MON,FRI' } },
    { name: 'Often', schedule: { every: 4_500_000 } },
    { name: 'At logon', schedule: { cron: null, every: null } },
    { name: 'None', command: '' },
  ]);
  expect(parseTasks('')).toEqual([]);
});
