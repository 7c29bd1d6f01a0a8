/** Names are looked up in a process beside the application, which does not run as plain Node once it is packaged. */
import { expect } from 'playwright/test';
import { openFromTray, test } from './desktop.ts';
import { windowApi } from './window-api.ts';

test('names are looked up in a utility process, addresses in none', async ({ desktop }) => {
  const started = await desktop.start();
  const { app } = started;
  const helpers = (): Promise<number> =>
    app.evaluate(
      (electron) =>
        electron.app.getAppMetrics().filter(({ type, name }) => type === 'Utility' && name === 'vigilmon-lookups')
          .length,
    );
  const { preview } = windowApi(await openFromTray(started)).monitors;
  expect(await preview({ kind: 'http', url: 'http://127.0.0.1:9/' })).toMatchObject({ ok: true });
  expect(await helpers()).toBe(0);
  expect(await preview({ kind: 'http', url: 'http://nothing.invalid/' })).toMatchObject({
    ok: true,
    value: { failure: { kind: 'dns' } },
  });
  expect(await helpers()).toBe(1);
});
