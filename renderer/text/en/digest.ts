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
  note: 'A regular report: uptime, incidents, what is muted, and whether Vigilmon itself works',
  none: 'No digest is planned.',
  plan: 'Plan a digest…',
  change: 'Change…',
  explain: 'Choose one day for a weekly digest, or none for a daily one.',
  at: 'Time',
  send: 'Send one now',
  sent: 'The digest is on its way.',
  stop: 'Turn off',
  describe,
};
