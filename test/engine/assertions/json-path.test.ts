import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../electron/contract/problems.ts';
import { describeProblem } from '../../../electron/engine/wording/en/problems.ts';
import { jsonPathOf } from '../../../electron/engine/assertions/json-path.ts';

function inWords(problem: Problem | null): string | null {
  return problem === null ? null : describeProblem(problem);
}

const document = {
  items: [
    { name: 'a-1', size: 1 },
    { name: 'b-2', size: 2 },
  ],
  limit: 1,
  größe: 3,
};

test.each<[string, readonly unknown[]]>([
  ['$', [document]],
  ['$.items[*].name', ['a-1', 'b-2']],
  ['$.items[-1].size', [2]],
  ["$['items'][0]['name']", ['a-1']],
  ['$..size', [1, 2]],
  ['$.größe', [3]],
  ['$.items[?@.size > $.limit].name', ['b-2']],
  ['$.items[?match(@.name, "[a-z]-1")].size', [1]],
  ['$.items[?search(@.name, "^b")].size', [2]],
  ['$.items[?match(@.name, "a")].size', []],
  ['$.items[?count(@.*) == 2].size', [1, 2]],
  ['$.nothing.here', []],
])('%s selects %j', (path, values) => {
  const { problem, valuesIn } = jsonPathOf(path);
  expect(problem).toBeNull();
  expect(valuesIn(document)).toEqual({ ok: true, values });
});

test.each([
  ['items', 'is not a JSONPath: it begins with $, as in $.checks.database'],
  ['$.items[', /^is not a JSONPath: /],
  ['$.items[?@.size >', /^is not a JSONPath: /],
  ['$.a.', 'is not a JSONPath: syntax error at its end'],
  ['$.items[?nonsense(@.a)]', /^is not a JSONPath: no such function 'nonsense', at character \d+$/],
  [`$${'.a'.repeat(600)}`, 'must not be longer than 1000 characters'],
])('%s has a problem', (path, problem) => {
  expect(inWords(jsonPathOf(path).problem)).toEqual(
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  );
});

describe('a path that could take minutes on a large document is refused', () => {
  test.each([
    ['$..a..b', 'may hold .. only once'],
    ['$[?@..a]', 'may not hold .. in a filter'],
    ['$[?@.a && !(@.b[?@..c])]', 'may not hold .. in a filter'],
    ['$[?count($[*]) > 1]', 'may hold $ in a filter only as a path to one value'],
    ['$[?@[0,0][0,0]]', 'may not hold several selectors in one bracket in a filter'],
    ['$[?match(@.a, @.pattern)]', 'takes the pattern of match() as text, not from the document'],
    ['$[?search(@.a, "(")]', /^has a pattern that is not a regular expression/],
  ])('%s', (path, problem) => {
    expect(inWords(jsonPathOf(path).problem)).toEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
  });

  test('a path that multiplies its values is stopped', () => {
    const { problem, valuesIn } = jsonPathOf(`$${'[0,0]'.repeat(100)}`);
    let nested: readonly unknown[] = [];
    for (let level = 0; level < 99; level += 1) nested = [nested];
    expect(problem).toBeNull();
    expect(valuesIn(nested as never)).toEqual({ ok: false, reason: 'too-many-values' });
  });

  test('a pattern in a filter cannot backtrack', () => {
    const { valuesIn } = jsonPathOf('$[?match(@, "(a+)+b")]');
    expect(valuesIn(['a'.repeat(50_000)])).toEqual({ ok: true, values: [] });
  });

  test('a large flat list is searched', () => {
    const { valuesIn } = jsonPathOf('$..*');
    const selected = valuesIn(Array.from({ length: 150_000 }, () => 0));
    expect(selected.ok && selected.values.length).toBe(150_000);
  });

  test.each([
    ['50 filters', `$..[${Array.from({ length: 50 }, (_, index) => `?@.a${String(index)}`).join(',')}]`],
    ['a long filter', `$..[?${Array.from({ length: 40 }, (_, index) => `@.a == ${String(index)}`).join(' || ')}]`],
    ['comparisons of values', `$..[?${Array.from({ length: 5 }, () => '@.a == @.b').join(' || ')}]`],
    ['nested filters', `$..[${'?@['.repeat(30)}0${']'.repeat(30)}]`],
  ])('a path of %s is stopped on a large document, not on a small one', (_, path) => {
    const { problem, valuesIn } = jsonPathOf(path);
    expect(problem).toBeNull();
    const item = { a: { b: 1 }, b: [1, 2] };
    expect(valuesIn(Array.from({ length: 40_000 }, () => item))).toEqual({ ok: false, reason: 'too-many-steps' });
    expect(valuesIn(Array.from({ length: 100 }, () => item)).ok).toBe(true);
  });
});
