/** What changed settings would have made of the stored checks. */
import type { Replay, ReplayLimit } from '../../../electron/contract/model/replay.ts';
import { formatLength, formatMoment } from '../../format.ts';
import { plural } from './phrases.ts';

const times = (count: number): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : plural(count, 'time', 'times');

const compared = (proposed: number, current: number): string =>
  proposed === current ? 'the same as with the current settings' : `${times(current)} with the current settings`;

/** `Would have alerted 3 times in the last 6 d 4 h (2 times with the current settings)` */
function alerts({ from, proposed, current, limits }: Replay, now: number): string {
  const would = limits.length === 0 ? 'Would' : 'Apart from that, would';
  const said = proposed.alerts === 0 ? `${would} not have alerted` : `${would} have alerted ${times(proposed.alerts)}`;
  return `${said} in the last ${formatLength(now - from)} (${compared(proposed.alerts, current.alerts)})`;
}

function degraded({ proposed, current }: Replay): string {
  const said =
    proposed.degraded === 0 ? 'Would not have been degraded' : `Would have been degraded ${times(proposed.degraded)}`;
  return `${said} (${compared(proposed.degraded, current.degraded)})`;
}

const limits: Readonly<Record<ReplayLimit, string>> = {
  assertions:
    'New assertions on bodies, headers and the like cannot be replayed, since these are not stored. Such checks count as they were.',
  request: 'The stored checks are those of another request.',
  schedule: 'Checks at other times cannot be replayed.',
  timeout: 'Checks that timed out still count as failed: how long they would have taken is not known.',
  invert: 'With the opposite expectation, checks cannot be judged again. They count as they were.',
  locations: 'What other locations reported cannot be replayed. Only the checks of this computer count.',
};

export const replay = {
  title: 'With these settings',
  nothingStored: 'There are no stored checks yet to replay.',
  alerts,
  degraded,
  outages: 'Outages with these settings, latest first',
  ongoing: 'ongoing',
  basis: ({ checks, from }: Replay, now: number) =>
    `From ${plural(checks, 'stored check', 'stored checks')} since ${formatMoment(from, now)}. Settings decide how long they are kept.`,
  recorded: (count: number) =>
    `${plural(count, 'incident was', 'incidents were')} recorded in that time. Settings that were changed meanwhile, sleep and restarts explain the difference.`,
  limits,
};
