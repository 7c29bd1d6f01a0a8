/** systemd timers, from `systemctl show '*.timer'`: properties as lines, a blank line between units. Pure. */
import { translateCron } from '../../contract/cron-line.ts';
import type { FoundSchedule } from '../../contract/model/discovery.ts';
import { byCron, combined, noSchedule, type JobCandidate } from './candidate.ts';

const units: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `1h 30min`, as systemctl prints it; null: months and years, which differ in length. */
function spanMs(text: string): number | null {
  const parts = text.trim().split(/\s+/);
  const lengths = parts.map((part) => {
    const [, count = '', unit = ''] = /^([\d.]+)([a-z]+)$/.exec(part) ?? [];
    return Number(count || NaN) * (units[unit] ?? NaN);
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Number.isFinite(total) && total > 0 ? total : null;
}

const zone = /\s+(UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+)+)$/;

function fromCalendar(text: string): FoundSchedule {
  const timezone = zone.exec(text)?.[1] ?? null;
  return byCron(translatedLines(text.replace(zone, '')), timezone);
}

function translatedLines(calendar: string): readonly string[] {
  const translated = translateCron(calendar);
  return 'line' in translated ? [translated.line] : [];
}

type ValuesOf = (property: string) => readonly string[];

function scheduleOf(valuesOf: ValuesOf): FoundSchedule {
  const calendars = valuesOf('TimersCalendar').flatMap((value) => /OnCalendar=(.*?) ;/.exec(value)?.[1] ?? []);
  const spans = valuesOf('TimersMonotonic').flatMap(
    (value) => /On(?:UnitActive|UnitInactive)U?Sec=(.*?) ;/.exec(value)?.[1] ?? [],
  );
  const delays = [...valuesOf('RandomizedDelayUSec'), ...valuesOf('AccuracyUSec')].map((span) => spanMs(span) ?? 0);
  const delay = delays.reduce((sum, one) => sum + one, 0);
  const schedules = [...calendars.map(fromCalendar), ...spans.map((span) => ({ ...noSchedule, every: spanMs(span) }))];
  return { ...combined(schedules), delay };
}

/** As the unit has them: systemctl prints `OnBootSec` as `OnBootUSec`. */
function timesOf(valuesOf: ValuesOf): string {
  return ['TimersCalendar', 'TimersMonotonic']
    .flatMap(valuesOf)
    .flatMap((value) => /On\w+=.*?(?= ;)/.exec(value)?.[0].replace(/USec=/, 'Sec=') ?? [])
    .join(', ');
}

/** The properties of each unit: lines of `Name=value`, of which a name may come twice. */
function unitsIn(text: string): readonly ValuesOf[] {
  return text.split(/\n\s*\n/).map((block) => {
    const all = block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
    return (property) => all.flatMap(([name, value]) => (name === property ? [value ?? ''] : []));
  });
}

/** @param isOwn of the user's own manager. The command is the name of the unit that is started. */
export function parseTimers(text: string, isOwn: boolean): readonly JobCandidate[] {
  return unitsIn(text).flatMap((valuesOf): readonly JobCandidate[] => {
    const [place = ''] = valuesOf('Id');
    const [command = ''] = valuesOf('Unit');
    if (place === '' || command === '') return [];
    const schedule = scheduleOf(valuesOf);
    const times = timesOf(valuesOf);
    const name = place.replace(/\.timer$/, '');
    return [
      {
        ...{ is: 'job', source: 'systemd', place, name, schedule, times, command },
        ...{ lead: null, shell: null, isOwn, text: command },
      },
    ];
  });
}

export const commandProperties = ['ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecStopPost'] as const;

/** Command lines by the name of their unit. */
export function parseCommands(text: string): ReadonlyMap<string, string> {
  return new Map(
    unitsIn(text).map((valuesOf) => {
      const commands = commandProperties.flatMap(valuesOf);
      return [
        valuesOf('Id')[0] ?? '',
        commands.flatMap((value) => /argv\[\]=(.*?) ; /.exec(value)?.[1] ?? []).join('\n'),
      ];
    }),
  );
}
