import { expect, test } from 'vitest';
import { exportConfig, type ConfigState } from '../../../electron/engine/config/export.ts';
import { mapMonitorSecrets } from '../../../electron/engine/monitors/secrets.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { empty, http, roundTrip, takeChannel, takeMonitor, valueOf } from './export-rig.ts';

test('secrets and ping tokens are variables, which the head of the file lists', () => {
  const secret = 'hunter2-hunter2-hunter2';
  const state: ConfigState = {
    ...empty,
    channels: [
      valueOf(takeChannel({ kind: 'slack', id: 'ops', webhookUrl: `https://hooks.slack.com/${secret}` })),
      valueOf(
        takeChannel({
          kind: 'email',
          id: 'oncall',
          smtp: { host: '127.0.0.1', port: 587, username: 'vigilmon', password: secret },
          from: 'vigilmon@example.com',
          to: ['oncall@example.com'],
        }),
      ),
    ],
    monitors: [
      http({ auth: { type: 'bearer', token: secret }, headers: { 'X-Api-Key': secret, Accept: 'text/html' } }),
      valueOf(takeMonitor({ kind: 'heartbeat', id: '1st-job', schedule: { every: 300_000 }, token: secret })),
    ],
  };
  const { yaml, env } = exportConfig(state, en);
  expect(env).toEqual([
    'OPS_WEBHOOK_URL',
    'ONCALL_PASSWORD',
    'SHOP_API_X_API_KEY',
    'SHOP_API_TOKEN',
    'VIGILMON_1ST_JOB_TOKEN',
  ]);
  expect(yaml).not.toContain('hunter2');
  const head = yaml.slice(0, yaml.indexOf('channels:'));
  for (const name of env) {
    expect(head).toContain(`#   ${name}\n`);
    expect(yaml).toContain(`: \${${name}}`);
  }
  expect(roundTrip(state)).toEqual(state);
});

test('hidden secrets are written like clear ones', () => {
  const hidden = mapMonitorSecrets(http({ auth: { type: 'bearer', token: 'x' } }), () => ({ hasSecret: true }));
  expect(exportConfig({ ...empty, monitors: [hidden] }, en).env).toEqual(['SHOP_API_TOKEN']);
});

test('two secrets never share a variable', () => {
  const monitor = http({ auth: { type: 'bearer', token: 'a' }, headers: { Token: 'b', 'X-A-Key': 'c', X_A_Key: 'd' } });
  const { env } = exportConfig(
    { ...empty, monitors: [monitor, http({ id: 'shop', headers: { 'Api-Token': 'e' } })] },
    en,
  );
  expect(env).toEqual([
    'SHOP_API_TOKEN',
    'SHOP_API_X_A_KEY',
    'SHOP_API_X_A_KEY_2',
    'SHOP_API_TOKEN_2',
    'SHOP_API_TOKEN_3',
  ]);
});
