/** What a replay cannot tell, where two settings of a monitor differ in it. */
import { ownFigures } from '../../contract/model/figure.ts';
import type { Assertion } from '../../contract/model/monitor.ts';
import type { ReplayLimit } from '../../contract/model/replay.ts';
import { probedFields } from '../../contract/monitors/definition.ts';
import { definitionOf, type ProbedMonitor } from '../../contract/monitors/registry.ts';
import { shapeOf } from '../../contract/assertion-subjects.ts';
import { assertionsOnlyIn, settingsOf, statusOf } from './rejudge.ts';

type Row = Readonly<Record<string, unknown>>;

const judging: readonly string[] = ['assertions', 'certificateWarningDays', ...Object.keys(probedFields)];

export function limitsOf(from: ProbedMonitor, to: ProbedMonitor): readonly ReplayLimit[] {
  const [before, after] = [settingsOf(from), settingsOf(to)];
  const added = assertionsOnlyIn(after.assertions, before.assertions);
  const losesAll = before.assertions.length > 0 && after.assertions.length === 0;
  const isJudgedAnew = added.length > 0 || losesAll || after.degradedAfter !== before.degradedAfter;
  const isInverted = before.invert || after.invert;
  const found: Readonly<Record<ReplayLimit, boolean>> = {
    assertions: losesAll || added.some((assertion) => !isKept(assertion, statusOf(before.assertions))),
    request: differs(
      from,
      to,
      Object.keys(definitionOf(to.kind).fields).filter((name) => !judging.includes(name)),
    ),
    schedule: differs(from, to, ['interval', 'recheckInterval']),
    timeout: after.timeout > before.timeout,
    invert: before.invert !== after.invert || (isInverted && isJudgedAnew),
    locations: to.locations.length > 0 || from.locations.length > 0,
  };
  return Object.entries(found).flatMap(([limit, holds]) => (holds ? [limit as ReplayLimit] : []));
}

/** Whether each check is stored with what the assertion is about. */
function isKept({ on }: Assertion, passedStatus: number | null): boolean {
  if (on === 'responseTime') return true;
  if (on === 'status') return passedStatus !== null;
  return shapeOf(on).hasMany !== true && ownFigures.some((figure) => figure === on);
}

function differs(from: Row, to: Row, names: readonly string[]): boolean {
  return names.some((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
}
