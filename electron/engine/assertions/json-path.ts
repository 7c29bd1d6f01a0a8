/**
 * JSONPath (RFC 9535) in assertions. A path may come with any body, so what could take minutes on a large one is
 * refused when the monitor is saved: `..` more than once or inside of a filter, a filter that looks through the whole
 * document again, a regular expression taken from the document. The rest has a budget of steps. `match()` and `search()` run in our own engine (pattern.ts).
 */
import {
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathError,
  jsonpath,
  JSONPathNode,
  type JSONPathQuery,
} from 'json-p3';
import type { Json } from '../../contract/model/monitor.ts';
import { isTooMuchWork, stepsPerValue } from './json-path-work.ts';
import { isList } from './operators.ts';
import { patternOf } from './pattern.ts';
import { problem, type JsonPathRule, type Problem } from '../../contract/problems.ts';
import { recently } from './recent.ts';

const { selectors, expressions } = jsonpath;
type Segment = jsonpath.JSONPathSegment;
type Expression = jsonpath.expressions.FilterExpression;

const maxPathLength = 1_000;
/** Values that one step of a path may come to. */
const maxNodes = 200_000;

interface JsonPath {
  /** Null: it is valid. */
  readonly problem: Problem | null;
  /** The selected values in order, with numbers as written if that is given. */
  readonly valuesIn: (document: Json, written?: () => Json) => Selection;
}

export type Selection =
  | { readonly ok: true; readonly values: readonly Json[] }
  | { readonly ok: false; readonly reason: 'too-many-values' | 'too-many-steps' };

export const jsonPathOf: (path: string) => JsonPath = recently(compile);

const environment = new JSONPathEnvironment({ maxRecursionDepth: 1_000 });
for (const name of ['match', 'search'] as const) {
  environment.functionRegister.set(name, {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call(text: unknown, source: unknown): boolean {
      if (typeof text !== 'string' || typeof source !== 'string') return false;
      const pattern = patternOf(source);
      return (name === 'match' ? pattern.coversAll(text) : pattern.occursIn(text)) ?? false;
    },
  });
}

function compile(path: string): JsonPath {
  if (path.length > maxPathLength) return broken(problem('too-long', { most: maxPathLength }));
  try {
    const query = environment.compile(path.trim());
    const found = costOf(query);
    if (found !== null) return broken(found);
    const perValue = stepsPerValue(query);
    return {
      problem: null,
      valuesIn(document, written) {
        if (isTooMuchWork(document, perValue)) return { ok: false, reason: 'too-many-steps' };
        const values = resolve(query, document, written);
        return values === null ? { ok: false, reason: 'too-many-values' } : { ok: true, values };
      },
    };
  } catch (error) {
    return broken(syntaxProblem(error));
  }
}

function broken(found: Problem): JsonPath {
  return { problem: found, valuesIn: () => ({ ok: true, values: [] }) };
}

function syntaxProblem(error: unknown): Problem {
  if (!(error instanceof JSONPathError)) throw error;
  const { index, input } = error.token;
  if (!input.startsWith('$')) return problem('json-path-without-root');
  const reason = error.message.replace(/ \('.*':\d+\)$/s, '');
  const isReadable = !/TOKEN_|backup/.test(reason);
  return problem('not-a-json-path', {
    reason: isReadable ? reason : null,
    at: index < input.length ? index + 1 : null,
  });
}

function resolve(query: JSONPathQuery, document: Json, written?: () => Json): readonly Json[] | null {
  // json-p3 only reads the document, but does not say so in its types.
  const root = document as ConstructorParameters<typeof JSONPathNode>[0];
  let nodes: Iterable<JSONPathNode> | null = [new JSONPathNode(root, [], root)];
  for (const segment of query.segments) {
    nodes = collect(segment.lazyResolve(nodes));
    if (nodes === null) return null;
  }
  return Array.from(nodes, ({ value, location }) =>
    written === undefined || !hasNumbers(value as Json) ? (value as Json) : valueAt(written(), location),
  );
}

function hasNumbers(value: Json): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null);
}

function valueAt(document: Json, location: readonly (string | number)[]): Json {
  return location.reduce<Json>((value, step) => {
    if (typeof value !== 'object' || value === null) return null;
    return (isList(value) ? value[Number(step)] : value[String(step)]) ?? null;
  }, document);
}

function collect(nodes: Iterable<JSONPathNode>): JSONPathNode[] | null {
  const collected: JSONPathNode[] = [];
  for (const node of nodes) {
    if (collected.length === maxNodes) return null;
    collected.push(node);
  }
  return collected;
}

function costOf({ segments }: JSONPathQuery): Problem | null {
  if (segments.filter(isDescendant).length > 1) return tooCostly('one-descent');
  return firstProblem(segments.flatMap(({ selectors: all }) => all).map(selectorProblem));
}

function selectorProblem(selector: jsonpath.JSONPathSelector): Problem | null {
  return selector instanceof selectors.FilterSelector ? filterProblem(selector.expression) : null;
}

function filterProblem(expression: Expression): Problem | null {
  if (expression instanceof expressions.RootQuery) {
    return expression.path.singularQuery() ? null : tooCostly('root-in-filter');
  }
  if (expression instanceof expressions.RelativeQuery)
    return firstProblem(expression.path.segments.map(segmentProblem));
  if (expression instanceof expressions.FunctionExtension) return functionProblem(expression);
  if (expression instanceof expressions.PrefixExpression) return filterProblem(expression.right);
  if (expression instanceof expressions.LogicalExpression) return filterProblem(expression.expression);
  if (expression instanceof expressions.InfixExpression) {
    return filterProblem(expression.left) ?? filterProblem(expression.right);
  }
  return null;
}

function segmentProblem(segment: Segment): Problem | null {
  if (isDescendant(segment)) return tooCostly('descent-in-filter');
  const [selector, ...more] = segment.selectors;
  if (more.length > 0) return tooCostly('selectors-in-filter');
  return selector === undefined ? null : selectorProblem(selector);
}

function functionProblem({ name, args }: jsonpath.expressions.FunctionExtension): Problem | null {
  const pattern = args[1];
  if ((name === 'match' || name === 'search') && !(pattern instanceof expressions.StringLiteral)) {
    return problem('json-path-pattern-not-literal', { function: name });
  }
  const bad = pattern instanceof expressions.StringLiteral ? patternOf(pattern.value).problem : null;
  return bad === null ? firstProblem(args.map(filterProblem)) : problem('json-path-with-bad-pattern', { pattern: bad });
}

function firstProblem(problems: readonly (Problem | null)[]): Problem | null {
  return problems.find((found) => found !== null) ?? null;
}

function tooCostly(rule: JsonPathRule): Problem {
  return problem('json-path-too-costly', { rule });
}

/** json-p3 does not export the class. */
function isDescendant(segment: Segment): boolean {
  return segment.toString().startsWith('..');
}
