/** How other locations take part in a monitor. */
import type { ReviewedBudget } from '../../../electron/contract/calls/locations.ts';
import type { Quorum } from '../../../electron/contract/model/location.ts';
import { formatCount } from '../../format.ts';
import type { ElsewhereDraft } from '../../state/monitor-draft.ts';
import { listed, plural } from './phrases.ts';

const quorumNames = { most: 'Most of them', any: 'Any of them', all: 'All of them' } as const;

function quorumOf(quorum: Quorum): string {
  return typeof quorum === 'string' ? quorumNames[quorum] : `At least ${formatCount(quorum)}`;
}

/** `3 locations and this computer`. */
function summary({ locations }: ElsewhereDraft): string {
  return locations.length === 0
    ? 'this computer only'
    : `this computer and ${plural(locations.length, 'location', 'locations')}`;
}

/** `Frankfurt: 4 tests per hour (96 per day)`, and what all monitors use of the limit. */
function cost({ perHour, perConfirmation, budget }: ReviewedBudget, names: readonly string[]): string {
  const { planned, limit } = budget;
  const own = `${listed(names)}: ${plural(perHour, 'test', 'tests')} per hour (${formatCount(perHour * 24)} per day), up to ${formatCount(perConfirmation)} more to confirm a failure.`;
  return limit === null
    ? `${own} All monitors plan ${formatCount(planned)} per hour; the limit is not known yet.`
    : `${own} All monitors plan ${formatCount(planned)} of ${formatCount(limit)} per hour.`;
}

export const elsewhere = {
  offer: 'Check from elsewhere too…',
  summary,
  which: 'Also checked from',
  seen: (names: readonly string[]) =>
    `${listed(names)}: a public network sees the URL, the method and the headers of this monitor, and its results are public in principle. Headers with credentials, passwords, tokens and bodies are never sent.`,
  quorum: 'Down if it fails from',
  quorumHint: 'Of those that can tell, this computer included. Most: more than half, at least two.',
  quorumOf,
  interval: 'Regional interval',
  intervalHint: 'How often the locations check. They also confirm each failure seen here.',
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
  noted: 'Fails again and again from there, while most other places see it up.',
  leaveOut: 'Leave this location out',
  leftOut: (name: string) => `${name} no longer checks this monitor`,
  atIncident: 'What other locations saw',
  noProblem: 'No problem seen',
  lastProblem: 'Last problem',
};
