/** Schedulers as they list their jobs, in the shapes of their real output. */
import { describe, expect, test } from 'vitest';
import { jobName, type JobCandidate } from '../../../electron/engine/discovery/candidate.ts';
import { parseAnacrontab, parseCrontab } from '../../../electron/engine/discovery/crontab.ts';
import { parseAgent } from '../../../electron/engine/discovery/launchd.ts';
import { parseCommands, parseTimers } from '../../../electron/engine/discovery/systemd-timers.ts';
import { parseTasks } from '../../../electron/engine/discovery/windows.ts';

const own = { source: 'crontab', place: 'crontab', hasUser: false, user: 'ada' } as const;
const crontab = (text: string): readonly JobCandidate[] => parseCrontab({ ...own, text });

describe('a crontab', () => {
  test('lists its jobs with their times, and the zone from the line that sets it on', () => {
    const text =
      '# m h\nMAILTO=ada\n\n0  3 * * 1-5\t/opt/backup.sh --all\nCRON_TZ=Europe/Berlin\n@daily report\n@reboot x\n';
    expect(crontab(text)).toMatchObject([
      {
        schedule: { cron: ['0 3 * * 1-5'], timezone: null },
        command: '/opt/backup.sh --all',
        name: 'backup',
        isOwn: true,
      },
      { schedule: { cron: ['@daily'], timezone: 'Europe/Berlin' }, command: 'report' },
    ]);
  });

  test('of the system names the user of each job', () => {
    const text =
      '17 * * * * root test -x /usr/sbin/a || b\n*/5 9-17 * jan,feb mon-fri ada sync\n-0 5 31 1 0 ada quiet\n';
    expect(parseCrontab({ ...own, hasUser: true, text })).toMatchObject([
      { lead: '17 * * * * root', command: 'test -x /usr/sbin/a || b', isOwn: false },
      { lead: '*/5 9-17 * jan,feb mon-fri ada', command: 'sync', isOwn: true },
      { lead: '-0 5 31 1 0 ada', command: 'quiet', schedule: { cron: ['0 5 31 1 0'] } },
    ]);
  });

  test.each([
    ['0~59  3 * * * x', '0~59 3 * * *'],
    ['0 25 * * * x', '0 25 * * *'],
    ['0 0 30 2 * x', '0 0 30 2 *'],
    ['@AppleNotOnBattery 0 3 * * * x', '@AppleNotOnBattery'],
  ])('has a job without a schedule for %j, and its times as they stand', (line, times) => {
    expect(crontab(line)).toMatchObject([{ schedule: { cron: [], every: null }, times }]);
  });

  test.each([
    ['settings', 'PATH=/usr/bin:/bin\nSHELL = /bin/bash\nMAILTO=""\n  # 0 3 * * * off\n'],
    ['binary', `0 3 * * * \0\u0001\u0002 ${'\u0003'.repeat(100)}\n`],
    ['a line without an end', `0 3 * * * ${'x'.repeat(2_000_000)}`],
    ['times without an end', '* '.repeat(500_000)],
    ['one field', '*\n'.repeat(10)],
  ])('has no job in %s', (_what, text) => {
    expect(crontab(text)).toEqual([]);
  });
});

test("anacron's jobs are due after days, and may be late by their delay", () => {
  const text =
    'SHELL=/bin/sh\n1\t5\tcron.daily\trun-parts --report /etc/cron.daily\n7 10 tidy nice tidy\n@monthly 45 m x\n';
  expect(parseAnacrontab(text, '/etc/anacrontab')).toMatchObject([
    { name: 'cron.daily', schedule: { every: 86_400_000, delay: 300_000 } },
    { name: 'tidy', lead: '7 10 tidy', command: 'nice tidy', schedule: { every: 7 * 86_400_000 } },
    { name: 'm', schedule: { every: 31 * 86_400_000 } },
  ]);
});

test.each([
  ['/usr/local/bin/nightly-backup.sh --all', 'nightly-backup'],
  ['python3 -u /srv/report.py', 'report'],
  ['cd /srv && ./sync > /dev/null', 'sync'],
  ['LANG=C nice tidy', 'tidy'],
  ['[ -x /usr/lib/clean ] && if [ ! -d /run/x ]; then /usr/lib/clean; fi', 'clean'],
  ['test -x /sbin/a || { cd / && /sbin/b; }', 'b'],
  ['vigilmon run --timeout=1h known-token-0123456789 -- /opt/dump.sh', 'dump'],
  ['curl -m 10 https://hc-ping.com/x/start; /opt/sync.sh && curl https://hc-ping.com/x', 'sync'],
  ['', 'job'],
])('the job of %j is named %s', (command, name) => {
  expect(jobName(command)).toBe(name);
});

describe("systemd's timers", () => {
  /** `systemctl show` of systemd 252 and 255. */
  const shown = `Unit=backup.service
TimersCalendar={ OnCalendar=Sat *-*-* 05:30:00 Europe/Berlin ; next_elapse=(null) }
TimersCalendar={ OnCalendar=Mon..Fri *-*-* 03:00:00 Europe/Berlin ; next_elapse=Mon 2026-11-30 03:00:00 CET }
AccuracyUSec=1min
RandomizedDelayUSec=12h
Id=backup.timer

Id=sync.timer
Unit=sync.service
TimersMonotonic={ OnUnitActiveUSec=1h 30min ; next_elapse=0 }
TimersMonotonic={ OnBootUSec=15min ; next_elapse=1d 3h 52min 49.642424s }
AccuracyUSec=1min
RandomizedDelayUSec=0

Id=often.timer
Unit=often.service
TimersCalendar={ OnCalendar=*-*-* *:00/10:00 ; next_elapse=@1791459000 }

Id=odd.timer
Unit=odd.service
TimersCalendar={ OnCalendar=2026-*-* 00:00:00 ; next_elapse=n/a }
`;

  test('have their calendars, zone or period, and how much later they may start', () => {
    expect(parseTimers(shown, true)).toMatchObject([
      {
        name: 'backup',
        command: 'backup.service',
        schedule: { cron: ['30 5 * * SAT', '0 3 * * MON-FRI'], timezone: 'Europe/Berlin', delay: 43_260_000 },
      },
      {
        name: 'sync',
        schedule: { cron: [], every: 5_400_000, delay: 60_000 },
        times: 'OnUnitActiveSec=1h 30min, OnBootSec=15min',
      },
      { name: 'often', schedule: { cron: ['0-59/10 * * * *'], timezone: null } },
      { name: 'odd', schedule: { cron: [], every: null }, times: 'OnCalendar=2026-*-* 00:00:00' },
    ]);
    expect(parseTimers('', true)).toEqual([]);
    expect(parseTimers('=\n=\n\nId=\n\0\0', true)).toEqual([]);
  });

  test('start units with command lines', () => {
    const text = `Id=backup.service
ExecStart={ path=/bin/sh ; argv[]=/bin/sh -c echo hi; sleep 1 ; ignore_errors=no ; start_time=[n/a] ; pid=0 }
ExecStopPost={ path=/usr/bin/vigilmon ; argv[]=/usr/bin/vigilmon ping TOKEN --exit \${EXIT_STATUS} ; ignore_errors=yes }

Id=sync.service
ExecStart={ path=/bin/true ; argv[]=/bin/true ; ignore_errors=no ; start_time=[n/a] }
`;
    const commands = parseCommands(text);
    expect(commands.get('backup.service')).toContain('vigilmon ping TOKEN --exit');
    expect(commands.get('sync.service')).toBe('/bin/true');
  });
});

describe("launchd's agents", () => {
  const place = '/Users/ada/Library/LaunchAgents/com.example.backup.plist';
  const read = (json: string): JobCandidate | null => parseAgent({ json, place, isOwn: true });

  test.each([
    [{ StartInterval: 900 }, { every: 900_000, cron: [] }],
    [{ StartInterval: 900, KeepAlive: { SuccessfulExit: false } }, { every: 900_000 }],
    [{ StartCalendarInterval: { Hour: 3, Minute: 30 } }, { cron: ['30 3 * * *'], every: null }],
    [{ StartCalendarInterval: [{ Weekday: 7, Hour: 9, Minute: 0 }] }, { cron: ['0 9 * * 7'] }],
    [{ StartCalendarInterval: [{ Minute: 0 }, { Minute: 30 }] }, { cron: ['0 * * * *', '30 * * * *'] }],
    [{ StartCalendarInterval: { Hour: 99 } }, { cron: [], every: null }],
  ])('start at %j', (times, schedule) => {
    const json = JSON.stringify({ Label: 'com.example.backup', ProgramArguments: ['/opt/backup', '--all'], ...times });
    expect(read(json)).toMatchObject({ name: 'backup', command: '/opt/backup --all', place, schedule });
  });

  test('keep their words apart', () => {
    const ProgramArguments = ['/bin/sh', '-c', 'cd /srv && ./sync'];
    const json = JSON.stringify({ Label: 'com.example.sync', ProgramArguments, StartInterval: 900 });
    expect(read(json)).toMatchObject({ command: "/bin/sh -c 'cd /srv && ./sync'", shell: null });
  });

  test.each([
    '',
    '{',
    '[]',
    '{"Label":"com.example.server","KeepAlive":true}',
    '{"Label":"com.example.off","StartInterval":60,"Disabled":true}',
    `{"Label":"com.example.many","StartCalendarInterval":[${Array(1_000).fill('{}').join()}]}`,
  ])('that run all the time, are disabled or cannot be read are no jobs: %.40j', (json) => {
    expect(read(json)).toBeNull();
  });
});

test("Windows' tasks have their triggers, whatever the language of the system", () => {
  const task = (name: string, ...Triggers: readonly object[]): object => {
    return { TaskName: name, TaskPath: '\\', Execute: 'C:\\jobs\\backup.exe', Arguments: '/all', Triggers };
  };
  const at = '2026-11-02T03:30:00';
  const json = JSON.stringify([
    task('Täglich', { StartBoundary: at, DaysInterval: 1, WeeksInterval: null, DaysOfWeek: null, Interval: null }),
    task('Weekly', { StartBoundary: at, WeeksInterval: 1, DaysOfWeek: 0b0100010 }),
    task('Often', { StartBoundary: at, Interval: 'PT1H15M' }),
    task(
      'Twice',
      {},
      { StartBoundary: at, DaysInterval: 1 },
      { StartBoundary: '2026-11-02T15:00:00', DaysInterval: 1 },
    ),
    task('At logon', {}),
    { TaskName: 'Blanks', TaskPath: '\\', Execute: 'C:\\Program Files\\a.exe', Arguments: '-v', Triggers: [] },
    { TaskName: 'None', TaskPath: '\\', Execute: null, Arguments: null, Triggers: null },
  ]);
  expect(parseTasks(json)).toMatchObject([
    { name: 'Täglich', place: '\\Täglich', command: 'C:\\jobs\\backup.exe /all', schedule: { cron: ['30 3 * * *'] } },
    { name: 'Weekly', schedule: { cron: ['30 3 * * MON,FRI'] } },
    { name: 'Often', schedule: { every: 4_500_000 } },
    { name: 'Twice', schedule: { cron: ['30 3 * * *', '0 15 * * *'] } },
    { name: 'At logon', schedule: { cron: [], every: null }, times: '' },
    { name: 'Blanks', command: '"C:\\Program Files\\a.exe" -v' },
    { name: 'None', command: '' },
  ]);
  expect(parseTasks('')).toEqual([]);
  expect(parseTasks('{"TaskName":1}')).toEqual([]);
});

describe('what PowerShell prints', () => {
  const daily = { StartBoundary: '2026-11-02T03:30:00', DaysInterval: 1 };
  const found = { TaskName: 'Backup', TaskPath: '\\', Execute: 'backup.exe', Arguments: null, Triggers: [daily] };
  const cron = ['30 3 * * *'];

  test.each([
    ['a list with a byte order mark', `\ufeff${JSON.stringify([found])}`],
    ['one task without a list', JSON.stringify(found)],
    ['a list as Windows PowerShell 5.1 may wrap it', JSON.stringify({ value: [found], Count: 1 })],
    ['a wrapped list of triggers', JSON.stringify([{ ...found, Triggers: { value: [daily], Count: 1 } }])],
    ['one trigger without a list', JSON.stringify([{ ...found, Triggers: daily }])],
    ['a task that cannot be read beside it', JSON.stringify([{ TaskName: null }, found, 'x'])],
    [
      'a trigger that cannot be read beside it',
      JSON.stringify([{ ...found, Triggers: [{ DaysInterval: 'x' }, daily] }]),
    ],
    [
      'a time with fractions',
      JSON.stringify([{ ...found, Triggers: [{ ...daily, StartBoundary: '2026-11-02T03:30:00.123' }] }]),
    ],
  ])('is read: %s', (_, json) => {
    expect(parseTasks(json)).toMatchObject([{ name: 'Backup', schedule: { cron, timezone: null } }]);
  });

  test.each([
    ['2026-11-02T03:30:00Z', { cron, timezone: 'UTC' }],
    ['2026-11-02T03:30:00+02:00', { cron: [], timezone: null }],
    ['', { cron: [], timezone: null }],
  ])('has the zone of the time %j', (StartBoundary, schedule) => {
    const json = JSON.stringify([{ ...found, Triggers: [{ ...daily, StartBoundary }] }]);
    expect(parseTasks(json)).toMatchObject([{ schedule }]);
  });
});
