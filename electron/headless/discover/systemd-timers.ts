/** systemd's timers, from `systemctl show '*.timer'`: properties as lines, a blank line between units. Pure. */
import { translateCron } from '../../contract/cron-line.ts';
import type { FoundJob, FoundSchedule } from './candidate.ts';

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
    const [, count = '', unit = ''] = /^(\d+)([a-z]+)$/.exec(part) ?? [];
    return Number(count || NaN) * (units[unit] ?? NaN);
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Number.isNaN(total) ? null : total;
}

const zone = /\s+(UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+)+)$/;

function fromCalendar(text: string): FoundSchedule {
  const timezone = zone.exec(text)?.[1] ?? null;
  const translated = translateCron(text.replace(zone, ''));
  return { cron: 'line' in translated ? translated.line : null, every: null, timezone };
}

function scheduleOf(calendar: string, monotonic: string): FoundSchedule {
  const onCalendar = /OnCalendar=(.*?) ;/.exec(calendar)?.[1];
  if (onCalendar !== undefined) return fromCalendar(onCalendar);
  const span = /On(?:UnitActive|UnitInactive)U?Sec=(.*?) ;/.exec(monotonic)?.[1];
  return { cron: null, every: span === undefined ? null : spanMs(span), timezone: null };
}

/** @param isOwn of the user's own manager. */
export function parseTimers(text: string, isOwn: boolean): readonly FoundJob[] {
  return text.split(/\n\s*\n/).flatMap((block): readonly FoundJob[] => {
    const all = block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
    const valueOf = (name: string): string =>
      all.flatMap(([key, value]) => (key === name ? [value ?? ''] : [])).join(' ');
    const place = valueOf('Id');
    const command = valueOf('Unit');
    if (place === '' || command === '') return [];
    const schedule = scheduleOf(valueOf('TimersCalendar'), valueOf('TimersMonotonic'));
    const name = place.replace(/\.timer$/, '');
    return [{ is: 'job', source: 'systemd', place, name, schedule, command, lead: null, isOwn }];
  });
}
