/** What is set of the host in the window, against `vigilmon serve` as a real process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { HostSettings } from '../../electron/contract/model/program.ts';
import type { Result } from '../../electron/contract/result.ts';
import { freePort, takenPort } from '../support/ports.ts';
import { serveFor, vigilmon, type Served } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { clientWords } from '../support/client-words.ts';

const apiOf = ({ url, token }: Pick<Served, 'url' | 'token'>): ReturnType<typeof connectHttp>['api'] =>
  connectHttp({ words: clientWords, baseUrl: url, token }).api;

function valueOf(result: Result<HostSettings>): HostSettings {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('vigilmon serve', { timeout: 30_000 }, () => {
  test('is moved by a call that it still answers, and the command line finds it where it is', async () => {
    const directory = tempDirectory(onTestFinished);
    const served = await serveFor(['--data', directory, '--no-ui']);
    const port = await freePort();
    const moved = valueOf(await apiOf(served).host.update({ listener: { port } }));
    expect(moved).toMatchObject({
      autostart: null,
      listener: { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}`, isOverridden: true },
      api: { enabled: true, canBeDisabled: false, token: served.token, metrics: 'token' },
    });
    expect(await apiOf(served).overview.get(undefined)).toMatchObject({ ok: false });
    const there = apiOf({ ...served, url: `http://127.0.0.1:${port}` });
    expect(await there.system.info(undefined)).toMatchObject({ value: { listenerUrl: `http://127.0.0.1:${port}` } });
    expect(await vigilmon(['status', '--data', directory])).toMatchObject({ code: 0 });

    served.signal('SIGTERM');
    const { code, stdout } = await served.ended;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      `Vigilmon is running at ${served.url}/#token=${served.token}`,
      `Vigilmon is running at http://127.0.0.1:${port}/#token=${served.token}`,
    ]);
    expect(existsSync(join(directory, 'running.json'))).toBe(false);
  });

  test('refuses what cannot be, field by field, and stays where it is', async () => {
    const served = await serveFor(['--data', tempDirectory(onTestFinished), '--no-ui']);
    const { host } = apiOf(served);
    const taken = await takenPort();
    const refused = async (patch: Parameters<typeof host.update>[0]): Promise<unknown> => {
      const answer = await host.update(patch);
      return answer.ok ? answer : [answer.error.code, Object.keys(answer.error.fields ?? {})];
    };
    expect(await refused({ listener: { port: taken } })).toEqual(['conflict', ['listener.port']]);
    expect(await refused({ listener: { port: 80 } })).toEqual(['invalid', ['listener.port']]);
    expect(await refused({ listener: { host: 'example.com' } })).toEqual(['invalid', ['listener.host']]);
    expect(await refused({ listener: { host: '192.0.2.1' } })).toEqual(['invalid', ['listener.host']]);
    expect(await refused({ autostart: true })).toEqual(['unavailable', []]);
    expect(await refused({ api: { enabled: false } })).toEqual(['unavailable', []]);
    expect(valueOf(await host.get(undefined)).listener?.url).toBe(served.url);
  });

  test('takes a new token at once, from the window as from the command line', async () => {
    const directory = tempDirectory(onTestFinished);
    const served = await serveFor(['--data', directory, '--no-ui']);
    const { api } = valueOf(await apiOf(served).host.renewToken(undefined));
    expect(api?.token).not.toBe(served.token);
    expect(await apiOf(served).overview.get(undefined)).toMatchObject({ error: { code: 'unauthorized' } });
    expect(await apiOf({ ...served, token: api?.token ?? '' }).overview.get(undefined)).toMatchObject({ ok: true });
    expect(await vigilmon(['status', '--data', directory])).toMatchObject({ code: 0 });
  });
});
