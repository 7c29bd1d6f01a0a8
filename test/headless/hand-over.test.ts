/** `vigilmon export --to prometheus DIR`, as processes of their own. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveFor, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const yaml = `
monitors:
  - { id: shop, kind: http, url: 'https://shop.example.com/', auth: { type: bearer, token: geheim } }
  - { id: mailer, kind: heartbeat, schedule: { every: 5m } }
`;

test('the running configuration is written to a directory, and nothing is overwritten unless wanted', async () => {
  const data = tempDirectory(onTestFinished);
  const config = join(tempDirectory(onTestFinished), 'vigilmon.yml');
  writeFileSync(config, yaml);
  const { url } = await serveFor(['--data', data, '--no-ui', '--config', config]);
  const directory = join(tempDirectory(onTestFinished), 'prometheus');
  const exported = await vigilmon(['export', '--to', 'prometheus', directory, '--data', data]);
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  expect(exported.stdout).toContain(`wrote ${join(directory, 'prometheus.yml')}`);
  expect(exported.stdout).toContain('secrets/SHOP_TOKEN');
  expect(exported.stdout).toContain('mailer: stays with Vigilmon');
  expect(readdirSync(directory).sort()).toEqual(
    ['README.md', 'alertmanager.yml', 'blackbox.yml', 'prometheus.yml', 'rules.yml', 'secrets'].sort(),
  );
  const prometheus = readFileSync(join(directory, 'prometheus.yml'), 'utf8');
  expect(prometheus).toContain(new URL(url).host);
  expect(prometheus).toContain(`credentials_file: ${join(data, 'token')}`);

  const again = await vigilmon(['export', '--to', 'prometheus', directory, '--data', data]);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('is not empty');
  writeFileSync(join(directory, 'rules.yml'), 'mine');
  const forced = await vigilmon(['export', '--to', 'prometheus', directory, '--force', '--json', '--data', data]);
  expect(JSON.parse(forced.stdout)).toMatchObject({ secretFiles: ['secrets/SHOP_TOKEN'] });
  expect(readFileSync(join(directory, 'rules.yml'), 'utf8')).toContain('probe_success');
});

test('a place that cannot be written to is an error in words', async () => {
  const data = tempDirectory(onTestFinished);
  await serveFor(['--data', data, '--no-ui']);
  const file = join(tempDirectory(onTestFinished), 'file');
  writeFileSync(file, '');
  const exported = await vigilmon(['export', '--to', 'prometheus', join(file, 'below'), '--data', data]);
  expect(exported).toMatchObject({ code: 1, stdout: '' });
  expect(exported.stderr).toContain('cannot be written (ENOTDIR)');
});

test.each([
  [['export', '--to', 'nagios', 'dir'], '--to must be prometheus'],
  [['export', '--to', 'prometheus'], 'DIR is required'],
  [['export', 'dir'], 'unexpected argument "dir"'],
  [['export', '--force'], '--force needs --to'],
])('%j is a mistake: %s', async (words, mistake) => {
  const { code, stderr } = await vigilmon(words);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(mistake) as unknown });
});
