/** How other locations take part in a monitor. */
import type { ReviewedBudget } from '../../../electron/contract/calls/locations.ts';
import type { Quorum } from '../../../electron/contract/model/location.ts';
import { formatCount } from '../../format.ts';
import type { ElsewhereDraft } from '../../state/monitor-draft.ts';
import { listed, plural } from './phrases.ts';

const quorumNames = { most: 'Most locations, at least 2', any: 'Any location', all: 'All locations' } as const;

function quorumOf(quorum: Quorum): string {
  return typeof quorum === 'string' ? quorumNames[quorum] : `At least ${plural(quorum, 'location', 'locations')}`;
}

/** `3 locations and this computer`. */
function summary({ locations }: ElsewhereDraft): string {
  return locations.length === 0
    ? 'this computer only'
    : `this computer and ${plural(locations.length, 'location', 'locations')}`;
}

/** `Frankfurt: 4 tests per hour`, and what all monitors use of the limit. */
function cost({ perHour, budget: { planned, limit } }: ReviewedBudget, names: readonly string[]): string {
  const all = formatCount(planned) + (limit === null ? '' : ` of ${formatCount(limit)}`);
  return `${listed(names)}: ${plural(perHour, 'test', 'tests')} per hour. All monitors: ${all} per hour.`;
}

export const elsewhere = {
  offer: 'Check from other locations too…',
  summary,
  which: 'Also checked from',
  seen: (names: readonly string[]) =>
    `${listed(names)}: public probes see the URL, method and headers, without credentials. Results are public.`,
  quorum: 'Down if it fails from',
  quorumHint: 'This computer is one of them.',
  quorumOf,
  interval: 'Interval from locations',
  intervalHint: 'When a check from this computer fails, they are asked at once.',
  never: 'Only to confirm',
  cost,
  here: 'This computer',
  location: 'Location',
  result: 'Last result',
  notAsked: 'Not asked yet',
  outdated: 'Out of date',
  uptime: 'Uptime',
  responseTime: 'Last',
  checks: 'Checks',
  recent: (name: string) => `Recent checks from ${name}`,
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  details: (name: string) => `Details from ${name}`,
  noted: 'Fails again and again from there, while most other locations see it up.',
  leaveOut: 'Leave this location out',
  leftOut: (name: string) => `${name} no longer checks this monitor`,
  atIncident: 'What other locations saw',
  noProblem: 'No problem seen',
  lastProblem: 'Last problem',
};
