/** What the answers of several locations come to, as one failure with its facts. Pure. */
import type { Failure, SeenFrom } from '../../contract/failure.ts';
import { hereId } from '../../contract/locations/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import { sightingOf, type Report } from './location.ts';

export interface SeenFacts {
  /** Null: this computer. */
  readonly nameOf: (id: string) => string | null;
  readonly reports: ReadonlyMap<string, Report>;
  /** The local check. */
  readonly here: CheckDetail | null;
}

interface Answer {
  readonly check: CheckDetail;
  readonly seen: SeenFrom;
}

export function failureSeenFrom(facts: SeenFacts): Failure {
  return { code: 'seen-from', facts: answersIn(facts) };
}

export function downElsewhere(facts: SeenFacts): Failure {
  return { code: 'down-elsewhere', facts: answersIn(facts) };
}

function answersIn(facts: SeenFacts): Extract<Failure, { code: 'seen-from' }>['facts'] {
  const answers = answersOf(facts);
  const down = answers.filter(({ check }) => sightingOf(check) === 'down');
  const networks = new Set(answers.map(({ seen }) => seen.network));
  return {
    down: down.map(({ seen }) => seen),
    good: answers.filter((answer) => !down.includes(answer)).map(({ seen }) => seen),
    isOneNetwork: answers.length > 1 && networks.size === 1 && !networks.has(null),
    failure: innermost(down),
  };
}

export function unreachableHere(facts: SeenFacts): Failure {
  const good = answersOf(facts).filter(({ check }) => sightingOf(check) === 'up');
  const failure = facts.here?.failure ?? unexplained;
  return { code: 'unreachable-here', facts: { good: good.flatMap(({ seen }) => seen.name ?? []), failure } };
}

const unexplained = { code: 'unexplained', facts: {} } as const;

/** This computer's reason says most. */
function innermost([first]: readonly Answer[]): Failure {
  return first?.check.failure ?? unexplained;
}

/** This computer first; only what counts. */
function answersOf({ nameOf, reports, here }: SeenFacts): readonly Answer[] {
  const all = here === null ? [] : [{ id: hereId, check: here, network: null }];
  const others = Array.from(reports, ([id, { check, place }]) => ({ id, check, network: place?.network ?? null }));
  return [...all, ...others]
    .filter(({ check }) => ['up', 'down'].includes(sightingOf(check)))
    .map(({ id, check, network }) => ({
      check,
      seen: {
        name: nameOf(id),
        network,
        responseTimeMs: check.responseTime,
        status: check.response?.status ?? null,
      },
    }));
}
