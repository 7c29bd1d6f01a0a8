import { describe, expect, test } from 'vitest';
import { errorsOf, http, httpErrors, normalise, url } from './normalise-rig.ts';

describe('names and ids', () => {
  test.each([
    ['Shop API (EU)', 'shop-api-eu'],
    ['  Zürich – Büro  ', 'zurich-buro'],
    ['監視', 'monitor'],
    ['--a--', 'a'],
  ])('the id of %j is %s', (name, id) => {
    expect(http({ url, name }).id).toBe(id);
  });

  test('a taken id gets a number', () => {
    const takenIds = new Set(['shop', 'shop-2']);
    expect(http({ url, name: 'Shop' }, { takenIds }).id).toBe('shop-3');
  });

  test('ids of long names are cut, including the number', () => {
    const name = 'x'.repeat(100);
    const takenIds = new Set(['x'.repeat(64)]);
    expect(http({ url, name }, { takenIds }).id).toBe(`${'x'.repeat(62)}-2`);
  });

  test('a blank name counts as missing', () => {
    expect(http({ url, name: '  ' }).name).toBe('shop.example.com/health');
  });

  test('a given id that is taken is a conflict', () => {
    const result = normalise({ kind: 'http', url, id: 'shop' }, { takenIds: new Set(['shop']) });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'conflict', fields: { id: { code: 'id-taken' } } },
    });
  });

  test('a monitor keeps its id under another name', () => {
    const existing = http({ url, name: 'Shop' });
    const takenIds = new Set(['shop']);
    expect(http({ url, name: 'Store' }, { existing, takenIds }).id).toBe('shop');
    expect(errorsOf(normalise({ kind: 'http', url, id: 'store' }, { existing, takenIds }))).toEqual({
      id: 'cannot change',
    });
  });

  test.each(['Shop', 'a b', '', 'x'.repeat(65), 'shop_1'])('%j is not an id', (id) => {
    expect(httpErrors({ id })).toEqual({ id: 'must be 1 to 64 characters of a-z, 0-9 and -' });
  });
});
