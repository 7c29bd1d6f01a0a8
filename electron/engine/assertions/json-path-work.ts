/**
 * How many steps a JSONPath may take. A filter is evaluated for each value that it is asked about, at most once for each
 * value of the document, so that the steps grow with the size of the path times the size of the document.
 */
import { jsonpath, type JSONPathQuery } from 'json-p3';
import type { Json } from '../../contract/model/monitor.ts';

const { selectors, expressions } = jsonpath;
type Expression = jsonpath.expressions.FilterExpression;

/** Some tenths of a second. */
const mostSteps = 2_000_000;
/** Two values of the document may be large, and a pattern is run by an engine that is slow but linear. */
const costlyStep = 10;

/** The steps for each value of a document. */
export function stepsPerValue({ segments }: Pick<JSONPathQuery, 'segments'>): number {
  return sum(
    segments.map((segment) =>
      sum(segment.selectors.map((one) => (one instanceof selectors.FilterSelector ? 1 + stepsOf(one.expression) : 1))),
    ),
  );
}

function stepsOf(expression: Expression): number {
  if (expression instanceof expressions.RootQuery || expression instanceof expressions.RelativeQuery) {
    return 1 + stepsPerValue(expression.path);
  }
  if (expression instanceof expressions.FunctionExtension) return costlyStep + sum(expression.args.map(stepsOf));
  if (expression instanceof expressions.PrefixExpression) return 1 + stepsOf(expression.right);
  if (expression instanceof expressions.LogicalExpression) return stepsOf(expression.expression);
  if (expression instanceof expressions.InfixExpression) {
    const { left, right } = expression;
    const comparesValues = isQuery(left) && isQuery(right);
    return (comparesValues ? costlyStep : 1) + stepsOf(left) + stepsOf(right);
  }
  return 1;
}

function isQuery(expression: Expression): boolean {
  return expression instanceof expressions.RootQuery || expression instanceof expressions.RelativeQuery;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Whether the document has too many values for a path of so many steps. */
export function isTooMuchWork(document: Json, perValue: number): boolean {
  let left = Math.floor(mostSteps / perValue);
  const waiting: Json[] = [document];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    left -= 1;
    if (left < 0) return true;
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) waiting.push(inner);
  }
  return false;
}
