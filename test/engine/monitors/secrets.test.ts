import { describe, expect, test } from 'vitest';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import { http as httpDefinition } from '../../../electron/contract/monitors/http.ts';
import { isSecretHeader } from '../../../electron/engine/fields/secret-header.ts';
import { commonDefaults } from '../../../electron/engine/monitors/common-fields.ts';
import { hideMonitorSecrets, mapMonitorSecrets, monitorSecrets } from '../../../electron/engine/monitors/secrets.ts';
import { hostOf, targetOf } from '../../../electron/engine/monitors/target.ts';
import { storedHeartbeat } from '../../support/stored-heartbeat.ts';

const plain: HttpMonitor = {
  id: 'shop',
  name: 'Shop',
  source: 'hand',
  ...commonDefaults,
  kind: 'http',
  url: 'https://shop.example.com:8443/health',
  ...defaultsOf(httpDefinition.fields),
};
const guarded: HttpMonitor = {
  ...plain,
  headers: { 'X-Api-Key': 'the key', Accept: 'text/html', Cookie: 'sid=1' },
  auth: { type: 'basic', username: 'me', password: 'pass' },
};
const job = storedHeartbeat();

test.each([
  ['Authorization', true],
  ['proxy-authorization', true],
  ['Cookie', true],
  ['X-Api-Key', true],
  ['X-Auth-Token', true],
  ['ApiKey', true],
  ['Ocp-Apim-Subscription-Key', true],
  ['PRIVATE-TOKEN', true],
  ['X-Webhook-Secret', true],
  ['Accept', false],
  ['Content-Type', false],
  ['User-Agent', false],
  ['X-Author', false],
  ['X-Request-Id', false],
])('a header %s carries credentials: %s', (name, isSecret) => {
  expect(isSecretHeader(name)).toBe(isSecret);
});

describe('the secrets of a monitor', () => {
  test('are visited with their paths, and nothing else is', () => {
    const paths: string[] = [];
    const mapped = mapMonitorSecrets(guarded, (secret, path) => {
      paths.push(path);
      return typeof secret === 'string' ? `sealed ${secret}` : secret;
    });
    expect(paths).toEqual(['headers.X-Api-Key', 'headers.Cookie', 'auth.password']);
    expect(mapped).toEqual({
      ...guarded,
      headers: { 'X-Api-Key': 'sealed the key', Accept: 'text/html', Cookie: 'sealed sid=1' },
      auth: { type: 'basic', username: 'me', password: 'sealed pass' },
    });
  });

  test('cannot be read once hidden', () => {
    const hidden = JSON.stringify(hideMonitorSecrets(guarded));
    for (const secret of ['the key', 'sid=1', 'pass"']) expect(hidden).not.toContain(secret);
    expect(hideMonitorSecrets({ ...plain, auth: { type: 'bearer', token: 'abc' } })).toMatchObject({
      auth: { type: 'bearer', token: { hasSecret: true } },
    });
  });

  test('include what readers see: bodies and ping tokens', () => {
    const paths: string[] = [];
    const posting = { ...plain, method: 'POST', body: 'user=me&password=marker-password' } as const;
    for (const monitor of [posting, job]) {
      mapMonitorSecrets(monitor, (secret, path) => {
        paths.push(path);
        return secret;
      });
    }
    expect(paths).toEqual(['body', 'token']);
    expect(hideMonitorSecrets(posting)).toEqual(posting);
  });

  test('leave a monitor without any as it is, and the token of a heartbeat to its owner', () => {
    expect(hideMonitorSecrets(plain)).toEqual(plain);
    expect(hideMonitorSecrets(job)).toEqual(job);
  });

  test('are listed in each form that a server could reflect, longest first', () => {
    expect(monitorSecrets(guarded)).toEqual(['bWU6cGFzcw==', 'the key', 'sid=1', 'pass']);
    const bearer = { ...plain, headers: { Authorization: 'Bearer abc', 'X-Api-Key': '' } };
    expect(monitorSecrets(bearer)).toEqual(['Bearer abc', 'abc']);
    expect(monitorSecrets(job)).toEqual([]);
  });

  test.each([
    ['user=me&password=long+secret', ['user=me&password=long+secret', 'long secret']],
    [
      '{"a":{"apiKey":"long-secret","name":"long-name","pin":1}}',
      ['{"a":{"apiKey":"long-secret","name":"long-name","pin":1}}', 'long-secret'],
    ],
    ['just some longer text', ['just some longer text']],
    ['{}', []],
  ])('are looked for in the body %j as %j', (body, forms) => {
    expect(monitorSecrets({ ...plain, method: 'POST', body })).toEqual(forms);
  });
});

test('a monitor has a target and a host', () => {
  expect(targetOf(plain)).toBe('https://shop.example.com:8443/health');
  expect(hostOf(plain)).toBe('shop.example.com:8443');
  expect(targetOf(job)).toBe('every 5m');
  expect(hostOf(job)).toBeNull();
});
