/** What a page in the window could not do even if it were hostile: tried from inside the real window. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { expect, type Page } from 'playwright/test';
import { openFromTray, test, type Desktop, type Started } from './desktop.ts';
import { windowApi } from './window-api.ts';

async function open(desktop: Desktop): Promise<{ readonly started: Started; readonly page: Page }> {
  const started = await desktop.start('--hidden');
  return { started, page: await openFromTray(started) };
}

/** A server that must never receive a request. */
async function openTrap(): Promise<{ readonly url: string; readonly asked: string[]; readonly server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('caught');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { asked, server, url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/` };
}

test('the page has the frozen bridge, and neither Node nor Electron', async ({ desktop }) => {
  const { page } = await open(desktop);
  const found = await page.evaluate(() => {
    const bridge = window.vigilmon;
    const attempt = (change: () => void): string => {
      try {
        change();
        return 'silently ignored';
      } catch {
        return 'refused';
      }
    };
    attempt(() => Object.assign(window, { vigilmon: { call: 'mine' } }));
    attempt(() => Object.assign(bridge ?? {}, { call: 'mine' }));
    attempt(() => Object.assign(bridge ?? {}, { more: 'mine' }));
    return {
      keys: Object.keys(window.vigilmon ?? {}).sort(),
      call: typeof window.vigilmon?.call,
      globals: ['require', 'process', 'Buffer', 'module', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    };
  });
  expect(found).toEqual({ keys: ['call', 'subscribe'], call: 'function', globals: [] });
});

test('calls with invalid arguments are rejected with their fields', async ({ desktop }) => {
  const { page } = await open(desktop);
  const { monitors } = windowApi(page);
  const refused = [
    await monitors.create({ kind: 'http', url: 'ftp://127.0.0.1/' }),
    await monitors.create({ kind: 'http', url: 'http://127.0.0.1/', ...{ colour: 'red' } }),
    (await Reflect.apply(monitors.get, null, [7])) as unknown,
  ];
  expect(refused).toEqual([
    {
      ok: false,
      error: expect.objectContaining({ code: 'invalid', fields: { url: expect.any(String) } }),
    },
    { ok: false, error: expect.objectContaining({ fields: { colour: 'is not a known field' } }) },
    { ok: false, error: expect.objectContaining({ code: 'invalid' }) },
  ]);
});

test('no method of fetching reaches any server', async ({ desktop }) => {
  const { page } = await open(desktop);
  const { url, asked, server } = await openTrap();
  const outcomes = await page.evaluate(async (target) => {
    const outcome = async (work: () => Promise<unknown>): Promise<string> => {
      try {
        await work();
        return 'went through';
      } catch {
        return 'refused';
      }
    };
    const load = (element: HTMLElement & { src: string }): Promise<void> =>
      new Promise((resolve, reject) => {
        element.onload = () => resolve();
        element.onerror = () => reject(new Error('refused'));
        element.src = target;
        document.body.append(element);
      });
    return {
      fetch: await outcome(() => fetch(target)),
      own: await outcome(() => fetch('app://vigilmon/index.html')),
      beacon: await outcome(async () => navigator.sendBeacon(target)),
      image: await outcome(() => load(document.createElement('img'))),
      script: await outcome(() => load(document.createElement('script'))),
      socket: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(target.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
    };
  }, url);
  expect(outcomes).toEqual({
    fetch: 'refused',
    own: 'refused',
    beacon: expect.any(String),
    image: 'refused',
    script: 'refused',
    socket: 'refused',
  });
  expect(asked).toEqual([]);
  server.close();
});

test('text is never interpreted as code or markup', async ({ desktop }) => {
  const { page } = await open(desktop);
  const outcome = await page.evaluate(async () => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'went through';
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    };
    // The debugger itself may use eval; code that runs later may not.
    await new Promise((resolve) => setTimeout(resolve));
    const inline = document.createElement('script');
    const found = {
      eval: attempt(() => Reflect.apply(Reflect.get(window, 'eval') as (code: string) => unknown, window, ['1 + 1'])),
      html: attempt(() => (document.body.innerHTML = '<b>markup</b>')),
      policy: attempt(() => {
        const factory = Reflect.get(window, 'trustedTypes') as {
          createPolicy: (name: string, rules: object) => unknown;
        };
        factory.createPolicy('mine', {});
      }),
      script: attempt(() => {
        inline.textContent = 'window.injected = true';
        document.body.append(inline);
      }),
    };
    return { ...found, injected: 'injected' in window };
  });
  expect(outcome).toEqual({
    eval: 'EvalError',
    html: 'TypeError',
    policy: 'TypeError',
    script: 'TypeError',
    injected: false,
  });
});

test('the window cannot navigate, open windows or embed pages', async ({ desktop }) => {
  const { started, page } = await open(desktop);
  const { url, asked, server } = await openTrap();
  await started.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (address) => Promise.resolve(void opened.push(address));
  });
  await page.evaluate((target) => {
    for (const address of [target, 'file:///etc/passwd', 'about:blank', 'app://vigilmon/index.html'])
      window.open(address);
    const frame = document.createElement('iframe');
    frame.src = target;
    document.body.append(frame);
    const form = document.createElement('form');
    form.action = target;
    document.body.append(form);
    form.submit();
    window.location.href = target;
  }, url);
  await expect.poll(() => started.app.evaluate(() => Reflect.get(globalThis, 'opened') as unknown)).toEqual([url]);
  expect(new URL(page.url()).host).toBe('vigilmon');
  expect(started.app.windows()).toHaveLength(1);
  expect(asked).toEqual([]);
  server.close();
});

test('nothing is permitted and nothing is downloaded', async ({ desktop }) => {
  const { page } = await open(desktop);
  const permitted = await page.evaluate(async () => {
    const granted: string[] = [];
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'persistent-storage',
      'midi',
    ];
    for (const name of names) {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      if (state === 'granted') granted.push(name);
    }
    if ((await Notification.requestPermission()) === 'granted') granted.push('asked: notifications');
    return granted;
  });
  expect(permitted).toEqual([]);
  const downloaded = page.waitForEvent('download', { timeout: 1_500 }).then(
    () => true,
    () => false,
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'app://vigilmon/index.html';
    link.download = 'page.html';
    document.body.append(link);
    link.click();
  });
  expect(await downloaded).toBe(false);
});

test("only the window's own files are served", async ({ desktop }) => {
  const { started } = await open(desktop);
  const statuses = await started.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    const found: [string, number][] = [];
    for (const path of [
      'index.html',
      '%2e%2e/main/index.cjs',
      '..%5cmain%5cindex.cjs',
      '..%2f..%2fpackage.json',
      'package.json',
    ]) {
      const answered = new Promise<number>((resolve) => {
        window.webContents.once('did-navigate', (_event, _url, code) => resolve(code));
      });
      window.loadURL(`app://vigilmon/${path}`).catch(() => undefined);
      found.push([path, await answered]);
    }
    window.destroy();
    return found;
  });
  expect(statuses).toEqual([
    ['index.html', 200],
    ['%2e%2e/main/index.cjs', 404],
    ['..%5cmain%5cindex.cjs', 404],
    ['..%2f..%2fpackage.json', 404],
    ['package.json', 404],
  ]);
});
