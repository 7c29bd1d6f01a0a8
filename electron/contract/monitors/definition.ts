/**
 * The definition of a kind of monitor: everything that differs by kind, as data. How it is probed or pinged is in
 * engine/kinds. A new kind is one more definition and one more line in registry.ts.
 */
import type { Field, Fields, Given, ValuesOf } from '../fields/field.ts';
import { choice, duration, flag, integer, list, optional } from '../fields/field.ts';
import type { Origin, OriginRule } from '../fields/origin.ts';
import type { OwnFigure } from '../model/figure.ts';
import { problem, type Problem, type Problems } from '../problems.ts';

const second = 1_000;
const day = 86_400_000;

type ObservedBy = 'probe' | 'ping';

export interface MonitorDefinition<
  K extends string = string,
  O extends ObservedBy = ObservedBy,
  F extends Fields = Fields,
> {
  readonly kind: K;
  /** The version of the stored form. An older one is upgraded when it is read: see engine/monitors/stored-monitor.ts. */
  readonly version: number;
  /** The first turns version 1 of the stored form into version 2: one for each earlier version. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  /** `probe`: checked at its interval. `ping`: expected to ping. */
  readonly observedBy: O;
  readonly fields: F;
  /** Those that few monitors need to change, which a generated form folds away. */
  readonly rarely?: readonly (keyof F & string)[];
  /** `MonitorSummary.target`. */
  readonly target: (values: ValuesOf<F>) => string;
  /** The same as people write it, without what the kind says already; absent: the target. */
  readonly shownTarget?: (values: ValuesOf<F>) => string;
  /** As a Prometheus exporter names the target, where that differs. */
  readonly exporterTarget?: (values: ValuesOf<F>) => string;
  /** The page that a browser opens, the text of the link, and the host where the text has none; absent: there is none. */
  readonly link?: (values: ValuesOf<F>) => { readonly url: string; readonly label: string; readonly host?: string };
  /** The host that a check connects to, with its port: two services on one machine do not wait for each other. Null: none. */
  readonly hostOf: (values: ValuesOf<F>) => string | null;
  /** The hosts that a check names, where that is not `hostOf` alone. */
  readonly namesOf?: (values: ValuesOf<F>) => readonly string[];
  /** Before a colon they name the kind and no host: `docker:3` is not a port. Only this kind reads such an address. */
  readonly addressWords?: readonly string[];
  /** Reads an address that somebody typed; null: it is one of another kind. */
  readonly fromAddress?: (typed: string) => Partial<ValuesOf<F>> | null;
  /** Where its secrets are sent: see fields/origin.ts. */
  readonly origin?: (values: ValuesOf<F>) => Origin | null;
  /** The obvious name; empty: there is none. */
  readonly defaultName: (given: Partial<ValuesOf<F>>) => string;
  /** The name where there is no default either. */
  readonly unnamed: string;
  /** What its checks measure besides the response time; a kind may add others, named by the target. Absent: nothing. */
  readonly figures?: readonly OwnFigure[];
  /** One of them that says more than the response time: `MonitorSummary.figure`, and its chart is shown first. */
  readonly mainFigure?: OwnFigure;
  /** Its checks find when a registration ends (evidence `expires`): how many days before that it is warned of. */
  readonly registrationWarningDays?: (values: ValuesOf<F>) => number;
  /** Its check can be written as a command. */
  readonly hasCommand?: true;
  /** False: its response time is not divided into phases. */
  readonly hasPhases?: false;
  /** Fills in omitted fields that depend on others. */
  readonly complete?: (given: Partial<ValuesOf<F>>) => Partial<ValuesOf<F>>;
  /** Other texts that reveal a secret, such as a combination with the user name. */
  readonly alsoSecret?: (values: ValuesOf<F>) => readonly string[];
  /** Comparisons between fields; single fields are validated already. */
  readonly problems?: (values: ValuesOf<F>) => Problems;
}

/** Infers the fields of a definition, and checks it. */
export function defineMonitor<const K extends string, const O extends ObservedBy, F extends Fields>(
  definition: MonitorDefinition<K, O, F> & OriginRule<F>,
): MonitorDefinition<K, O, F> {
  return definition;
}

const ipFamilies = ['auto', 4, 6] as const;
export type IpFamily = (typeof ipFamilies)[number];
const shortestInterval = 5 * second;
const shortestTimeout = 100;
const usualTimeout = 10 * second;

/** The fields of all probed kinds. */
export const probedFields = {
  interval: duration({ least: shortestInterval, most: day, default: 60 * second }),
  timeout: duration({ least: shortestTimeout, most: day, default: usualTimeout }),
  /** Consecutive failed checks until it is down. */
  failAfter: integer({ least: 1, most: 10, default: 2 }),
  /** Consecutive passed checks until an outage is resolved. */
  recoverAfter: integer({ least: 1, most: 10, default: 2 }),
  recheckInterval: duration({ least: second, most: day, default: 5 * second }),
  /** A slower passing response is `degraded`; null: never. */
  degradedAfter: optional(duration({ least: 1, most: day })),
  /** The target is expected to be down: see engine/kinds/invert.ts. */
  invert: flag(false),
  ipFamily: choice(ipFamilies, 'auto'),
} as const satisfies Readonly<Record<string, Field>>;

const { ipFamily: _, ...withoutNetwork } = probedFields;
/** The fields of probed kinds that open no connection to a name. */
export const localFields = withoutNetwork;

/** The fields of kinds that may use TLS, with warnings before certificates expire. */
export const certificateFields = {
  ignoreTlsErrors: flag(false),
  /** Warn this many days before the certificate expires. */
  certificateWarningDays: list(integer({ least: 1, most: 365 }), { most: 5, order: 'descending', default: [14] }),
} as const satisfies Readonly<Record<string, Field>>;

type ProbedValues = ValuesOf<typeof localFields>;

/** A short interval alone must not make the default timeout invalid. */
export function completeProbed<V extends Partial<ProbedValues>>(given: V): V & { readonly timeout: number } {
  const { interval = 60 * second, timeout } = given;
  const usual = interval > usualTimeout ? usualTimeout : Math.max(shortestTimeout, Math.floor(interval / 2));
  return { ...given, timeout: timeout ?? usual };
}

export function probedProblems(values: ProbedValues): Problems {
  // A too short interval is one mistake: fields that depend on it are not reported as well.
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
