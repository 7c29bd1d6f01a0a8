/**
 * What a kind of monitor is, as data: everything that differs by kind and is not its work. The work (how it is probed or
 * pinged) is in engine/kinds. One more kind is one more definition and one more line in registry.ts.
 */
import type { Field, Fields, Given, ValuesOf } from '../fields/field.ts';
import { choice, duration, flag, integer, list, optional } from '../fields/field.ts';
import { problem, type Problem, type Problems } from '../problems.ts';

const second = 1_000;
const day = 86_400_000;

export type ObservedBy = 'probe' | 'ping';

export interface MonitorDefinition<
  K extends string = string,
  O extends ObservedBy = ObservedBy,
  F extends Fields = Fields,
> {
  readonly kind: K;
  /** Of the stored form. An older one is upgraded when it is read: see engine/monitors/stored-monitor.ts. */
  readonly version: number;
  /** The first makes a stored form of version 1 one of version 2: as many as there are versions before this one. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  /** `probe`: looked at by its interval. `ping`: waited for. */
  readonly observedBy: O;
  readonly fields: F;
  /** `MonitorSummary.target`. */
  readonly target: (values: ValuesOf<F>) => string;
  /** What a browser opens of it, and what stands on the link; absent: there is no such thing. */
  readonly link?: (values: ValuesOf<F>) => { readonly url: string; readonly label: string };
  /** Whom a check asks, port included: two services of one machine do not wait for each other. Null: nobody. */
  readonly hostOf: (values: ValuesOf<F>) => string | null;
  /** What a newcomer would call it; empty: there is nothing to go by. */
  readonly defaultName: (given: Partial<ValuesOf<F>>) => string;
  /** Its name where there is nothing else to go by. */
  readonly unnamed: string;
  /** Fills in what is left out and depends on other fields. */
  readonly complete?: (given: Partial<ValuesOf<F>>) => Partial<ValuesOf<F>>;
  /** Texts that give a secret away beside the secret itself, such as an encoding of it. */
  readonly alsoSecret?: (values: ValuesOf<F>) => readonly string[];
  /** One field against another; what is wrong with a single field is said already. */
  readonly problems?: (values: ValuesOf<F>) => Problems;
}

/** Infers the fields of a definition, and checks it. */
export function defineMonitor<const K extends string, const O extends ObservedBy, F extends Fields>(
  definition: MonitorDefinition<K, O, F>,
): MonitorDefinition<K, O, F> {
  return definition;
}

export const ipFamilies = ['auto', 4, 6] as const;
export type IpFamily = (typeof ipFamilies)[number];
export const shortestInterval = 5 * second;
const shortestTimeout = 100;
const usualTimeout = 10 * second;

/** What all kinds have that are probed. */
export const probedFields = {
  interval: duration({ least: shortestInterval, most: day, default: 60 * second }),
  timeout: duration({ least: shortestTimeout, most: day, default: usualTimeout }),
  /** Consecutive failed checks that make it down. */
  failAfter: integer({ least: 1, most: 10, default: 2 }),
  /** Consecutive passed checks that end an outage. */
  recoverAfter: integer({ least: 1, most: 10, default: 2 }),
  recheckInterval: duration({ least: second, most: day, default: 5 * second }),
  /** A slower passing response is `degraded`; null: never. */
  degradedAfter: optional(duration({ least: 1, most: day })),
  ipFamily: choice(ipFamilies, 'auto'),
} as const satisfies Readonly<Record<string, Field>>;

/** What kinds have that may speak TLS: their certificates are warned of before they expire. */
export const certificateFields = {
  ignoreTlsErrors: flag(false),
  /** Days before the certificate expires at which to warn. */
  certificateWarningDays: list(integer({ least: 1, most: 365 }), { most: 5, order: 'descending', default: [14] }),
} as const satisfies Readonly<Record<string, Field>>;

type ProbedValues = ValuesOf<typeof probedFields>;

/** Whoever asks for a short interval alone is not to be told off for the timeout. */
export function completeProbed<V extends Partial<ProbedValues>>(given: V): V & { readonly timeout: number } {
  const { interval = 60 * second, timeout } = given;
  const usual = interval > usualTimeout ? usualTimeout : Math.max(shortestTimeout, Math.floor(interval / 2));
  return { ...given, timeout: timeout ?? usual };
}

export function probedProblems(values: ProbedValues): Problems {
  // An interval that is too short is one mistake: what is compared with it need not be named as well.
  const interval = Math.max(values.interval, shortestInterval);
  const { timeout, recheckInterval, degradedAfter } = values;
  const found: Record<string, Problem> = {};
  if (timeout >= interval) found.timeout = problem('not-shorter-than', { field: 'interval', limit: interval });
  if (recheckInterval < second || recheckInterval > interval) {
    found.recheckInterval = problem('duration-not-in-range', { least: second, most: interval });
  }
  if (degradedAfter !== null && degradedAfter >= timeout) {
    found.degradedAfter = problem('not-shorter-than', { field: 'timeout', limit: timeout });
  }
  return found;
}
