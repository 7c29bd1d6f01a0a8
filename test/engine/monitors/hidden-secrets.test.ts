import { describe, expect, test } from 'vitest';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorPatch } from '../../../electron/contract/monitors/schema.ts';
import type { Outcome } from '../../../electron/contract/refusal.ts';
import { normaliseMonitor, patchMonitor } from '../../../electron/engine/monitors/normalise.ts';
import { errorsOf, fresh, http, made, normalise, url } from './normalise-rig.ts';

describe('hidden secrets', () => {
  const existing = http({
    url,
    headers: { 'X-Api-Key': 'key', 'X-Plain': 'plain' },
    auth: { type: 'basic', username: 'me', password: 'pass' },
  });

  test('keep the stored value', () => {
    const monitor = http(
      {
        url,
        headers: { 'x-api-key': { hasSecret: true } },
        auth: { type: 'basic', username: 'other', password: { hasSecret: true } },
      },
      { existing },
    );
    expect(monitor.headers).toEqual({ 'x-api-key': 'key' });
    expect(monitor.auth).toEqual({ type: 'basic', username: 'other', password: 'pass' });
  });

  test('of another kind of authentication do not', () => {
    const auth = { type: 'bearer', token: { hasSecret: true } } as const;
    expect(errorsOf(normalise({ kind: 'http', url, auth }, { existing }))).toHaveProperty(['auth.token']);
  });
});

describe('stored secrets stay with their origin', () => {
  const stored = http({
    url,
    auth: { type: 'basic', username: 'me', password: 'pass' },
    headers: { 'X-Api-Key': 'key', 'X-Shop': 'north' },
  });
  const moveTo = (to: string, from = stored): Outcome<Monitor> => {
    const patched = patchMonitor(from, monitorPatch.parse({ kind: 'http', id: from.id, url: to }));
    if (!patched.ok) throw new Error(JSON.stringify(patched.error));
    return normaliseMonitor(patched.value, { ...fresh, existing: from, takenIds: new Set([from.id]) });
  };

  test.each([
    'https://evil.example/health',
    'https://shop.example.com:8443/health',
    'http://shop.example.com/health',
    'https://shop.example.com.evil.example/',
    'https://sub.shop.example.com/',
  ])('and have to be entered again for %s', (to) => {
    const again = 'must be entered again: it was stored for another address';
    expect(errorsOf(moveTo(to))).toEqual({ 'auth.password': again, 'headers.X-Api-Key': again });
  });

  test.each([`${url}/deep?x=1`, 'https://SHOP.example.com:443/', 'https://shop.example.com'])(
    'and go along to %s',
    (to) => {
      expect(made(moveTo(to))).toMatchObject({ auth: { password: 'pass' }, headers: { 'X-Api-Key': 'key' } });
    },
  );

  test('and go along from http to https on the usual ports', () => {
    const plain = http({ url: 'http://shop.example.com/', auth: stored.auth });
    expect(made(moveTo('https://shop.example.com/', plain))).toMatchObject({ auth: { password: 'pass' } });
    expect(errorsOf(moveTo('https://shop.example.com:8443/', plain))).toHaveProperty(['auth.password']);
    const elsewhere = http({ url: 'http://shop.example.com:8080/', auth: stored.auth });
    expect(errorsOf(moveTo('https://shop.example.com/', elsewhere))).toHaveProperty(['auth.password']);
  });

  test('but an invalid URL is the only problem of its monitor', () => {
    expect(Object.keys(errorsOf(moveTo('shop.example')))).toEqual(['url']);
  });

  test('and a monitor without any moves freely', () => {
    const open = http({ url, headers: { 'X-Shop': 'north' } });
    expect(made(moveTo('https://other.example/', open))).toMatchObject({ headers: { 'X-Shop': 'north' } });
  });
});
