import { describe, expect, test } from 'vitest';
import { problem } from '../../../electron/contract/problems.ts';
import { normaliseIdentity, withoutNull, type IdentityContext } from '../../../electron/engine/fields/identity.ts';

const fresh: IdentityContext = {
  existingId: null,
  takenIds: new Set(['shop']),
  defaultName: 'Example',
  fallbackId: 'monitor',
  longestName: 20,
};

describe('a new record', () => {
  test.each([
    [{}, { id: 'example', name: 'Example' }],
    [{ name: '  \u2028 ' }, { id: 'example', name: 'Example' }],
    [{ name: ' Blog ' }, { id: 'blog', name: 'Blog' }],
    [{ name: 'a\u2028b' }, { id: 'a-b', name: 'a b' }],
    [{ name: 'Shop' }, { id: 'shop-2', name: 'Shop' }],
    [{ name: '日本' }, { id: 'monitor', name: '日本' }],
    [
      { id: 'mine', name: 'Blog' },
      { id: 'mine', name: 'Blog' },
    ],
  ])('%j becomes %j', (given, identity) => {
    expect(normaliseIdentity(given, fresh)).toEqual({ value: identity, problems: {} });
  });

  test.each([
    [{ id: 'Not An Id' }, { id: problem('not-an-id') }],
    [{ id: 'shop' }, { id: problem('id-taken') }],
    [{ name: 'two\nlines' }, { name: problem('not-one-line') }],
    [{ name: 'x'.repeat(21) }, { name: problem('too-long', { most: 20 }) }],
    [
      { id: '', name: 'x'.repeat(21) },
      { id: problem('not-an-id'), name: problem('too-long', { most: 20 }) },
    ],
  ])('%j has the problems %j', (given, problems) => {
    expect(normaliseIdentity(given, fresh).problems).toEqual(problems);
  });
});

describe('an existing record', () => {
  const existing: IdentityContext = { ...fresh, existingId: 'shop' };

  test('keeps its id under another name', () => {
    expect(normaliseIdentity({ name: 'Blog' }, existing)).toEqual({
      value: { id: 'shop', name: 'Blog' },
      problems: {},
    });
  });

  test('keeps an id that is no longer valid for new records', () => {
    expect(normaliseIdentity({ id: 'Old Id' }, { ...existing, existingId: 'Old Id' }).problems).toEqual({});
  });

  test.each([
    ['other', 'id-fixed'],
    ['taken', 'id-taken'],
  ] as const)('cannot change its id to %j', (id, code) => {
    const context = { ...existing, takenIds: new Set(['shop', 'taken']) };
    expect(normaliseIdentity({ id }, context).problems).toEqual({ id: problem(code) });
  });
});

test('problems are listed without the fields that have none', () => {
  expect(withoutNull({ id: null, name: problem('empty') })).toEqual({ name: problem('empty') });
});
