/** Schedules as people type them: `0 3 * * *`, `@daily`, `every 5m`, `cron 0 3 * * 1-5`, `Mon..Fri *-*-* 03:00:00`. */
import { translateCron } from '../cron-line.ts';
import { parseDuration } from '../duration.ts';

type TypedSchedule =
  { readonly every: number; readonly cron: readonly [] } | { readonly every: null; readonly cron: readonly [string] };

/** Of a cron line; the first one is a number or a star. */
const field = /^\+?(?:[*?\d]|[a-z]{3}\b)[\w*,/#-]*$/i;

/** Null: not a schedule. Whether a cron line is valid is for the engine to say. */
export function scheduleOf(typed: string): TypedSchedule | null {
  const every = /^every\s+(\S+)$/i.exec(typed)?.[1];
  if (every !== undefined) {
    const duration = parseDuration(every);
    return duration === null ? null : { every: duration, cron: [] };
  }
  // A single word may be the name of a host.
  if (!/\s|^@/.test(typed)) return null;
  const translated = translateCron(typed.replace(/^cron\s+/i, ''));
  if ('problem' in translated) return null;
  const fields = translated.line.split(' ');
  const isCron =
    (fields.length === 5 || fields.length === 6) && /^[*\d]/.test(translated.line) && fields.every(isField);
  return isCron ? { every: null, cron: [translated.line] } : null;
}

function isField(text: string): boolean {
  return field.test(text);
}
