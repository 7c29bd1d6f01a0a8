/** The limits that assertions set on a number, for its chart. Pure. */
import type { AssertionSubject } from '../../contract/assertion-subjects.ts';
import type { Assertion } from '../../contract/model/monitor.ts';

const mostLimits = 2;

/** A check with a value beyond them fails. */
export function limitsOf(assertions: readonly Assertion[], subject: AssertionSubject): readonly number[] {
  return assertions
    .filter(({ on, is, value }) => on === subject && isLimit(is) && typeof value === 'number')
    .map(({ value }) => Number(value))
    .slice(0, mostLimits);
}

function isLimit(operator: Assertion['is']): boolean {
  return operator === 'lessThan' || operator === 'greaterThan';
}
