/**
 * Why a check or a job failed: a code with facts, made where the failure is found and worded at the edge. Facts are
 * small, plain JSON and free of secrets. The codes stand by subject in `failures/`, each with its facts and the kind of
 * failure that it is; here are those that contain another failure.
 */
import type { Coded, NoFacts } from './coded.ts';
import type { FailureKind } from './failure-kind.ts';
import type { KindsOf } from './failures/facts.ts';
import { connectionFailureKinds, type ConnectionFailures } from './failures/connection.ts';
import { containerFailureKinds, type ContainerFailures } from './failures/container.ts';
import { domainFailureKinds, type DomainFailures } from './failures/domain.ts';
import { httpFailureKinds, type HttpFailures } from './failures/http.ts';
import { jobFailureKinds, type JobFailures } from './failures/job.ts';
import { locationFailureKinds, type LocationFailures } from './failures/location.ts';
import { nameFailureKinds, type NameFailures } from './failures/name.ts';
import { queryFailureKinds, type QueryFailures } from './failures/query.ts';
import { responseFailureKinds, type ResponseFailures } from './failures/response.ts';
import { thisComputerFailureKinds, type ThisComputerFailures } from './failures/this-computer.ts';
import { tlsFailureKinds, type TlsFailures } from './failures/tls.ts';

/** What a location saw. `name` null: this computer. */
export interface SeenFrom {
  readonly name: string | null;
  /** The operator of its network; null: unknown. */
  readonly network: string | null;
  readonly responseTimeMs: number | null;
  readonly status: number | null;
}

/** What the locations that answered say, this computer among them. */
interface Answers {
  readonly down: readonly SeenFrom[];
  readonly good: readonly SeenFrom[];
  /** All of them share one network. */
  readonly isOneNetwork: boolean;
  /** The first of those that are down. */
  readonly failure: Failure;
}

/** The kind of these is that of what they contain. */
interface WrappingFailures {
  readonly 'seen-from': Answers;
  /** Good here and down elsewhere, in one round: the next one has to confirm it. */
  readonly 'down-elsewhere': Answers;
  /** Down here and good elsewhere: `good` are the names. */
  readonly 'unreachable-here': { readonly good: readonly string[]; readonly failure: Failure };
  /** From a version that stored words. */
  readonly prose: { readonly kind: FailureKind; readonly text: string };
}

interface PlainFailures
  extends
    ResponseFailures,
    NameFailures,
    ConnectionFailures,
    TlsFailures,
    HttpFailures,
    JobFailures,
    ContainerFailures,
    QueryFailures,
    DomainFailures,
    LocationFailures,
    ThisComputerFailures {
  readonly unexplained: NoFacts;
}

export interface FailureFacts extends PlainFailures, WrappingFailures {}

export type FailureCode = keyof FailureFacts;
export type Failure = Coded<FailureFacts>;

const kindOfCode: KindsOf<PlainFailures> = {
  ...responseFailureKinds,
  ...nameFailureKinds,
  ...connectionFailureKinds,
  ...tlsFailureKinds,
  ...httpFailureKinds,
  ...jobFailureKinds,
  ...containerFailureKinds,
  ...queryFailureKinds,
  ...domainFailureKinds,
  ...locationFailureKinds,
  ...thisComputerFailureKinds,
  unexplained: 'network',
};

const wrapping: ReadonlySet<string> = new Set<keyof WrappingFailures>([
  'prose',
  'seen-from',
  'down-elsewhere',
  'unreachable-here',
]);

export function failureKindOf({ code, facts }: Failure): FailureKind {
  switch (code) {
    case 'prose':
      return facts.kind;
    case 'seen-from':
    case 'down-elsewhere':
    case 'unreachable-here':
      return failureKindOf(facts.failure);
    default:
      return kindOfCode[code];
  }
}

export function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && (wrapping.has(code) || Object.hasOwn(kindOfCode, code));
}
