/** How a kind of location is asked about a monitor. Callers do not depend on where it is. */
import type { Place, ProbePlaces, Sighting, Silence } from '../../contract/model/location.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Monitor, ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { ProbeRegistry } from '../kinds/registry.ts';
import type { Clock, Logger, SystemProxy } from '../ports.ts';
import type { Work } from '../transport/work.ts';
import type { Budgets } from './budgets.ts';
import type { Purpose } from './budget.ts';
import type { ServiceResponse } from './service-request.ts';

/** What all locations share. */
export interface LocationOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of Vigilmon, sent by probes as part of their identity. */
  readonly version: string;
  readonly work: Work;
  readonly budgets: Budgets;
  /** Whether commands may be run; absent: no. */
  readonly allowsCommands?: (() => boolean) | undefined;
  /** Absent: the environment variables say. */
  readonly systemProxy?: SystemProxy | undefined;
  /** Replace the probes of the kinds. */
  readonly probes?: ProbeRegistry | undefined;
}

export interface AskContext extends LocationOptions {
  readonly purpose: Purpose;
  /** Ends it early; nothing is reported then. */
  readonly signal: AbortSignal;
  /** Where redirects led this computer; null: nowhere else. */
  readonly finalUrl: string | null;
}

/**
 * The check is `inconclusive` where the location cannot tell, or is turned away. It holds no secret of the location or
 * the monitor.
 */
export interface Report {
  readonly check: CheckDetail;
  readonly place: Place | null;
}

export interface LocationRoom<L> {
  /** May throw whatever its service causes; see ask.ts. */
  readonly ask: (location: L, monitor: ProbedMonitor, context: AskContext) => Promise<Report>;
  /** Absent: it is sent whatever this computer sends. Null: nothing, as it cannot probe such a monitor. */
  readonly disclose?: (monitor: Monitor) => Disclosure | null;
  /** Absent: its places are not chosen from a list. */
  readonly places?: PlaceListing;
}

/** What leaves this computer. */
export interface Disclosure {
  /** As it is shown: a URL, or what identifies the target. */
  readonly target: string;
  /** The target has a query, which may hold what nobody should read. */
  readonly hasQuery: boolean;
  /** Secrets are left out, so that any response below 500 is good. */
  readonly isReachability: boolean;
}

export interface PlaceListing {
  /** Below the URL of the service. */
  readonly path: string;
  /** May throw `NoAnswer`. */
  readonly read: (response: ServiceResponse, atMs: number) => ProbePlaces;
}

export function sightingOf({ verdict, failure }: Pick<CheckDetail, 'verdict' | 'failure'>): Sighting {
  if (verdict === 'inconclusive') return failure?.code === 'refused-there' ? 'refused' : 'no-answer';
  return verdict === 'fail' ? 'down' : 'up';
}

/** The location cannot tell, and says nothing of the target. */
export class NoAnswer extends Error {
  readonly why: Silence;
  readonly detail: string | null;
  readonly until: number | null;

  constructor(why: Silence, detail: string | null = null, until: number | null = null) {
    super(why);
    this.name = 'NoAnswer';
    this.why = why;
    this.detail = detail;
    this.until = until;
  }
}

export function noAnswerReport(
  atMs: number,
  { why, detail, until }: Pick<NoAnswer, 'why' | 'detail' | 'until'>,
): Report {
  const failure = { code: 'no-answer', facts: { why, detail, until } } as const;
  return { check: remoteCheck(atMs, { verdict: 'inconclusive', failure }), place: null };
}

/** A check without what a location does not report. */
export function remoteCheck(atMs: number, found: Pick<CheckDetail, 'verdict'> & Partial<CheckDetail>): CheckDetail {
  return {
    at: atMs,
    responseTime: null,
    phases: null,
    failure: null,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
    ...found,
  };
}

/** Statuses with which services turn away shared or foreign addresses: they say nothing of the service itself. */
const refusals: ReadonlySet<number> = new Set([401, 403, 429, 451]);

export function isRefusal(status: number): boolean {
  return refusals.has(status);
}
