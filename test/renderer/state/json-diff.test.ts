import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../electron/contract/model/monitor.ts';
import { compareJson } from '../../../renderer/state/json-diff.ts';

test.each<[string, Json, Json, ReturnType<typeof compareJson>]>([
  ['equal documents', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['the order of names', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  [
    'a changed field',
    { status: 'ok', checks: { database: 'ok', cache: 'ok' } },
    { status: 'error', checks: { database: 'error: refused', cache: 'ok' } },
    [
      { kind: 'changed', path: '$.status', before: 'ok', after: 'error' },
      { kind: 'changed', path: '$.checks.database', before: 'ok', after: 'error: refused' },
    ],
  ],
  [
    'a name that is no plain word',
    { 'db-1': 'ok' },
    { 'db-1': 'gone' },
    [{ kind: 'changed', path: '$["db-1"]', before: 'ok', after: 'gone' }],
  ],
  ['a type', { code: 5 }, { code: '5' }, [{ kind: 'changed', path: '$.code', before: 5, after: '5' }]],
  ['null and nothing', { a: null }, {}, [{ kind: 'removed', path: '$.a', before: null }]],
  ['a whole part', {}, { error: { code: 1 } }, [{ kind: 'added', path: '$.error', after: { code: 1 } }]],
  [
    'a list',
    [1, 2],
    [1, 3, 4],
    [
      { kind: 'changed', path: '$[1]', before: 2, after: 3 },
      { kind: 'added', path: '$[2]', after: 4 },
    ],
  ],
  ['another kind of value', { a: 1 }, [1], [{ kind: 'changed', path: '$', before: { a: 1 }, after: [1] }]],
])('%s', (_name, before, after, changes) => {
  expect(compareJson(before, after)).toEqual(changes);
});

describe('of any two documents', () => {
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, true, false, 0, 1, 'ok', ''),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'status', 'a b'), tie('json')),
    ),
  }));

  test('no document differs from itself', () => {
    fc.assert(
      fc.property(json, (document) => {
        expect(compareJson(document, structuredClone(document))).toEqual([]);
      }),
    );
  });

  test('each path appears once, and swapping the documents reverses the changes', () => {
    const opposite = { changed: 'changed', added: 'removed', removed: 'added' } as const;
    fc.assert(
      fc.property(json, json, (before, after) => {
        const changes = compareJson(before, after);
        const paths = changes.map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        const back = compareJson(after, before).map(({ kind, path }) => `${opposite[kind]} ${path}`);
        expect(back.toSorted()).toEqual(changes.map(({ kind, path }) => `${kind} ${path}`).toSorted());
      }),
    );
  });
});
