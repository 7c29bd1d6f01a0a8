/**
 * What several locations together say about a target. Only `up` and `down` count; a location that was refused, or that
 * did not answer, leaves the count and can never cause an outage. With this computer alone answering, its own rule
 * (state/transition.ts) holds.
 *
 * `most` is more than half of those that answered, at least two, from different countries and networks; an unknown
 * country or network counts as different. Where all that answered share one network, the plain majority holds.
 */
import type { Quorum, Sighting } from '../../contract/model/location.ts';

export interface Witness {
  /** The location's id. */
  readonly id: string;
  readonly sighting: Sighting;
  /** Null: unknown. */
  readonly country: string | null;
  readonly network: string | null;
}

/**
 * `alone`: no other location answered. `unreachable-here`: down here, good at enough of the others. `regional`: up here,
 * down at the quorum elsewhere. `minority`: down at some locations, below the quorum. `unknown`: this computer cannot tell.
 */
export type Finding = 'alone' | 'up' | 'down' | 'unreachable-here' | 'regional' | 'minority' | 'unknown';

export interface Verdict {
  readonly finding: Finding;
  /** The ids of the locations that answered `up` or `down`, this computer included. */
  readonly answered: readonly string[];
  readonly down: readonly string[];
  /** All that answered share one network, so the difference between networks could not be asked for. */
  readonly isOneNetwork: boolean;
}

export function judge(here: Witness, others: readonly Witness[], quorum: Quorum): Verdict {
  const answered = [here, ...others].filter(isAnswer);
  const down = answered.filter(({ sighting }) => sighting === 'down');
  const isOneNetwork = answered.length > 1 && shares(answered, 'network');
  const isReached = reaches(answered, down, { quorum, isOneNetwork });
  return {
    finding: findingOf(here, answered, { down, isReached }),
    answered: answered.map(({ id }) => id),
    down: down.map(({ id }) => id),
    isOneNetwork,
  };
}

function isAnswer({ sighting }: Witness): boolean {
  return sighting === 'up' || sighting === 'down';
}

interface Count {
  readonly down: readonly Witness[];
  readonly isReached: boolean;
}

function findingOf(here: Witness, answered: readonly Witness[], { down, isReached }: Count): Finding {
  if (!isAnswer(here)) return 'unknown';
  if (answered.length === 1) return 'alone';
  if (down.length === 0) return 'up';
  if (here.sighting === 'down') return isReached ? 'down' : 'unreachable-here';
  return isReached ? 'regional' : 'minority';
}

interface Rule {
  readonly quorum: Quorum;
  readonly isOneNetwork: boolean;
}

function reaches(answered: readonly Witness[], down: readonly Witness[], { quorum, isOneNetwork }: Rule): boolean {
  if (down.length === 0) return false;
  switch (quorum) {
    case 'any':
      return true;
    case 'all':
      return down.length === answered.length;
    case 'most':
      return down.length >= majorityOf(answered.length) && (isOneNetwork || isDiverse(down));
    default:
      return down.length >= Math.min(quorum, answered.length);
  }
}

function majorityOf(count: number): number {
  return Math.max(2, Math.floor(count / 2) + 1);
}

function isDiverse(witnesses: readonly Witness[]): boolean {
  return !shares(witnesses, 'country') && !shares(witnesses, 'network');
}

/** Whether all are known to be in the same one. */
function shares(witnesses: readonly Witness[], by: 'country' | 'network'): boolean {
  const [first] = witnesses;
  const common = first?.[by] ?? null;
  return common !== null && witnesses.every((witness) => witness[by] === common);
}

/** What is kept between two rounds of the locations. */
export interface Rounds {
  /** Consecutive rounds with a regional outage. */
  readonly regional: number;
  /** Consecutive rounds without an answer from elsewhere. */
  readonly silent: number;
  /** Consecutive rounds in which it was over; counted while an outage is confirmed. */
  readonly good: number;
  readonly isRegionalOutage: boolean;
  /** Consecutive rounds below the quorum in which a location reported `down`, by its id. */
  readonly minority: Readonly<Record<string, number>>;
}

export const noRounds: Rounds = { regional: 0, silent: 0, good: 0, isRegionalOutage: false, minority: {} };

/** A regional outage needs two rounds in a row, and so does its end. */
const confirmingRounds = 2;
/** What was seen this many rounds ago is too old to count. */
const outdatedRounds = 2;
/** A location that fails this many rounds in a row below the quorum is noted. */
export const notedRounds = 3;

/** A round without an answer from elsewhere changes nothing but the age of what was seen before. */
export function afterRound(before: Rounds, { finding, answered, down }: Verdict): Rounds {
  if (finding === 'alone' || finding === 'unknown') {
    const silent = before.silent + 1;
    return { ...before, silent, regional: silent >= outdatedRounds ? 0 : before.regional };
  }
  const isRegional = finding === 'regional';
  const isOver = finding === 'up' || finding === 'minority' || finding === 'unreachable-here';
  const regional = isRegional ? before.regional + 1 : 0;
  const good = isOver && before.isRegionalOutage ? before.good + 1 : 0;
  const begins = regional >= confirmingRounds;
  const ends = good >= confirmingRounds;
  return {
    regional,
    silent: 0,
    good: ends ? 0 : good,
    isRegionalOutage: begins || (before.isRegionalOutage && !ends),
    minority: minorityAfter(before.minority, finding === 'minority' ? down : [], answered),
  };
}

/** A location that did not answer keeps its count. */
function minorityAfter(
  before: Rounds['minority'],
  down: readonly string[],
  answered: readonly string[],
): Rounds['minority'] {
  const kept = Object.entries(before).filter(([id]) => !answered.includes(id));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(down.map((id) => [id, (before[id] ?? 0) + 1])) };
}

/** A regional outage in one round, which the next one has to confirm. */
export function isSuspected({ regional, isRegionalOutage }: Rounds): boolean {
  return regional > 0 && !isRegionalOutage;
}

/** The locations to note on the monitor. */
export function notedLocations({ minority }: Rounds): readonly string[] {
  return Object.entries(minority).flatMap(([id, rounds]) => (rounds >= notedRounds ? [id] : []));
}
