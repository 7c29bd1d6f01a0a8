/** The digest. */
import type { DigestSchedule } from '../../../electron/contract/model/alert.ts';
import { formatWallTime } from '../../format.ts';
import { daysOfWeek } from '../../state/week.ts';
import { listed } from './phrases.ts';
import { describeDays } from './rules.ts';

function describe({ days, at, timezone }: DigestSchedule, channels: readonly string[]): string {
  const when = days.length === 0 || days.length === daysOfWeek.length ? 'Every day' : `Every ${describeDays(days)}`;
  return `${when} at ${formatWallTime(at)}${timezone === null ? '' : ` (${timezone})`}, through ${listed(channels)}`;
}

export const digest = {
  title: 'Digest',
  note: 'A regular report: uptime, incidents, mutes, and whether Vigilmon itself is working',
  none: 'No digest is scheduled.',
  plan: 'Schedule a digest…',
  dialog: (isNew: boolean) => (isNew ? 'Schedule a digest' : 'Edit digest'),
  chooseDay: 'Choose at least one day.',
  change: 'Edit…',
  forms: { daily: 'Daily', weekly: 'Weekly' },
  at: 'Time',
  send: 'Send a digest now',
  sent: 'The digest has been queued.',
  stop: 'Turn off',
  describe,
};
