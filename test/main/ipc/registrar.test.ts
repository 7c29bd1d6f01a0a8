import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Api } from '../../../electron/contract/calls.ts';
import { ipcChannels } from '../../../electron/contract/ipc.ts';
import { fail, ok, type Result } from '../../../electron/contract/result.ts';
import { registerCalls } from '../../../electron/main/ipc/registrar.ts';
import { FakeFrame, FakeWebContents, ipcMain, type FakeCaller } from '../../support/fake-electron.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { openedWindow } from '../open-window.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';

const speech = speechFor('en');

vi.mock('electron', () => import('../../support/fake-electron.ts'));

const page = 'app://vigilmon/index.html';
const under = openedWindow('/nonexistent/vigilmon');
const ourPage = under.made().webContents;
const log = recordedLog();
const asked: unknown[] = [];
let unregister: () => void;

/** Only the calls that these tests make. */
const api = {
  monitors: {
    get: async (input: unknown) => {
      asked.push(input);
      return fail('not-found', 'there is no monitor "gone"');
    },
    pause: async () => {
      throw new Error('a bug with the password hunter2');
    },
  },
  overview: { get: async () => ok('the overview') },
} as unknown as Api;

beforeEach(() => {
  asked.length = 0;
  unregister = registerCalls({ opening: Promise.resolve(ok({ api })), window: under.window, logger: log, speech });
});
afterEach(() => unregister());

async function ask(from: Partial<FakeCaller>, ...args: unknown[]): Promise<unknown> {
  const caller = { sender: ourPage, senderFrame: new FakeFrame(page), ...from };
  return JSON.parse(String(await ipcMain.invoke(ipcChannels.call, caller, ...args)));
}

describe('access', () => {
  test("the window's top frame gets the engine's response", async () => {
    expect(await ask({}, 'overview.get')).toEqual(ok('the overview'));
    expect(await ask({}, 'monitors.get', { id: 'gone' })).toEqual(fail('not-found', 'there is no monitor "gone"'));
    expect(asked).toEqual([{ id: 'gone' }]);
  });

  test('another page of the program is rejected', async () => {
    expect(await ask({ sender: new FakeWebContents() }, 'overview.get')).toMatchObject({
      error: { code: 'forbidden' },
    });
  });

  test('a frame inside the page is rejected, even of our own origin', async () => {
    const inner = new FakeFrame(page, new FakeFrame(page));
    expect(await ask({ senderFrame: inner }, 'overview.get')).toMatchObject({ error: { code: 'forbidden' } });
  });

  test('a frame that no longer exists is rejected', async () => {
    expect(await ask({ senderFrame: null }, 'overview.get')).toMatchObject({ error: { code: 'forbidden' } });
  });

  test.each([
    'https://example.com/',
    'about:blank',
    'app://elsewhere/',
    'file:///index.html',
    'http://127.0.0.1:7464/',
    '',
  ])('the window is refused while it shows %j', async (url) => {
    expect(await ask({ senderFrame: new FakeFrame(url) }, 'overview.get')).toMatchObject({
      error: { code: 'forbidden' },
    });
  });
});

describe('calls', () => {
  test.each([
    'monitors',
    'monitors.steal',
    'monitors.get.more',
    'constructor.constructor',
    '__proto__.toString',
    'overview.toString',
    '',
  ])('there is no call %j', async (call) => {
    expect(await ask({}, call, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('a name that is not a string is rejected', async () => {
    for (const call of [undefined, null, 7, ['monitors.get'], { toString: () => 'monitors.get' }]) {
      expect(await ask({}, call, { id: 'a' })).toMatchObject({ ok: false, error: { code: 'invalid' } });
    }
  });

  test('input reaches the engine unchanged, which parses it', async () => {
    const inputs = [null, 'a', {}, { id: 7 }, { id: 'a', more: 1 }, ['a']];
    for (const input of inputs) await ask({}, 'monitors.get', input);
    expect(asked).toEqual(inputs);
  });

  test('a bug behind a call is logged, and its message is not returned', async () => {
    const answer = await ask({}, 'monitors.pause', { id: 'a' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(log.lines).toContain('error: a call of the window ended in a bug');
  });

  test('a call made while the engine opens is answered once it is open', async () => {
    unregister();
    let open = (): void => undefined;
    const opening = new Promise<Result<{ api: Api }>>((resolve) => {
      open = () => resolve(ok({ api }));
    });
    unregister = registerCalls({ opening, window: under.window, logger: log, speech });
    let hasAnswer = false;
    const answer = ask({}, 'overview.get').finally(() => {
      hasAnswer = true;
    });
    await new Promise(setImmediate);
    expect(hasAnswer).toBe(false);
    open();
    expect(await answer).toEqual(ok('the overview'));
  });

  test('if the engine cannot open, calls return the reason', async () => {
    unregister();
    const reason = fail('unavailable', 'the database is of a newer Vigilmon');
    unregister = registerCalls({ opening: Promise.resolve(reason), window: under.window, logger: log, speech });
    expect(await ask({}, 'overview.get')).toEqual(reason);
  });

  test('calls are not handled once it is unregistered', async () => {
    unregister();
    await expect(ask({}, 'overview.get')).rejects.toThrow('No handler');
  });
});
