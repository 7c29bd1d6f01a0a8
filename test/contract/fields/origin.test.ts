import { describe, expect, test } from 'vitest';
import { defineChannel } from '../../../electron/contract/channels/definition.ts';
import { group, headers, list, optional, secret, text, variant } from '../../../electron/contract/fields/field.ts';
import { keepsSecrets, originOfUrl } from '../../../electron/contract/fields/origin.ts';

test.each([
  ['https://shop.example/a?b#c', { scheme: 'https', host: 'shop.example', port: 443 }],
  ['http://SHOP.example', { scheme: 'http', host: 'shop.example', port: 80 }],
  ['http://[::1]:8080/', { scheme: 'http', host: '[::1]', port: 8080 }],
  ['shop.example', null],
  [{ hasSecret: true }, null],
] as const)('the origin of %j is %j', (url, origin) => {
  expect(originOfUrl(url)).toEqual(origin);
});

describe('secrets', () => {
  const keeps = (from: string, to: string): boolean => keepsSecrets(originOfUrl(from), originOfUrl(to));

  test.each([
    ['https://a.example/x', 'https://A.example:443/y'],
    ['http://a.example', 'https://a.example'],
  ])('of %s are kept for %s', (from, to) => {
    expect(keeps(from, to)).toBe(true);
  });

  test.each([
    ['https://a.example', 'http://a.example'],
    ['https://a.example', 'https://b.example'],
    ['https://a.example', 'https://a.example:444'],
    ['http://a.example:8080', 'https://a.example'],
    ['http://a.example', 'https://a.example:8443'],
    ['http://a.example', 'https://b.example'],
    ['https://a.example', 'unknown'],
    ['unknown', 'https://a.example'],
  ])('of %s are not kept for %s', (from, to) => {
    expect(keeps(from, to)).toBe(false);
  });
});

test('a kind with secrets has to define their origin', () => {
  const common = { kind: 'x', version: 1, unnamed: 'X', isRemote: true, isGrouped: true } as const;
  const password = optional(secret());
  const origin = (): null => null;
  defineChannel({ ...common, fields: { days: list(text(), { most: 1 }) } });
  defineChannel({ ...common, fields: { password }, origin });
  // @ts-expect-error -- there is a secret
  defineChannel({ ...common, fields: { password } });
  // @ts-expect-error -- the values of headers may be secrets
  defineChannel({ ...common, fields: { headers: headers() } });
  // @ts-expect-error -- there is a secret in a group
  defineChannel({ ...common, fields: { smtp: group({ password }) } });
  // @ts-expect-error -- there is a secret in a variant
  const made = defineChannel({ ...common, fields: { auth: optional(variant({ none: {}, basic: { password } })) } });
  expect(made.origin).toBeUndefined();
});
