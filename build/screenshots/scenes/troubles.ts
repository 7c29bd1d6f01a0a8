/** Empty pages, and pages that could not be loaded. */
import type { Page } from 'playwright';
import type { SystemInfo } from '../../../electron/contract/model/program.ts';
import type { Notice, WordedNotice } from '../../../electron/contract/notices.ts';
import { wordedNotice } from '../../../electron/engine/api/worded.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { text } from '../../../renderer/text/text.ts';
import type { Route } from '../../../renderer/state/route.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

const sampleNotices: readonly WordedNotice[] = (
  [
    {
      code: 'cannot-record',
      facts: { reason: { code: 'store', facts: { trouble: 'full' } } },
    },
    { code: 'backup-failed', facts: { reason: { code: 'store', facts: { trouble: 'full' } } } },
    { code: 'no-key-store', facts: {} },
  ] satisfies readonly Notice[]
).map((notice) => wordedNotice(notice, en));

export const troubles: readonly Scene[] = [
  { name: 'sign-in', open: openSignIn },
  { name: 'no-match', open: searchInVain, isVariant: true },
  { name: 'gone', open: openGone({ view: 'monitor', id: 'long-gone' }, text.monitor.gone), isVariant: true },
  { name: 'gone-incident', open: openGone({ view: 'incident', id: 9_999 }, text.incidents.gone), isVariant: true },
  { name: 'error', open: openUnreadMonitor, isVariant: true },
  { name: 'unreached', open: openUnreached, isVariant: true },
  { name: 'notices', open: openNotices },
];

async function openSignIn({ page }: VigilmonWindow): Promise<void> {
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('textbox', { name: text.signIn.token }).waitFor();
}

async function searchInVain({ page }: VigilmonWindow): Promise<void> {
  const field = page.getByRole('searchbox', { name: text.filter.search });
  await field.fill('telephone');
  // A narrow window has no field, so the focus would go to a button.
  await field.blur();
}

/** As from an old entry of the browser's history. */
function openGone(route: Route, words: string): Scene['open'] {
  return async ({ page }) => {
    await page.evaluate((state) => history.replaceState(state, ''), route);
    await page.reload();
    await page.getByText(words).waitFor();
  };
}

async function openUnreadMonitor(window: VigilmonWindow): Promise<void> {
  await failCalls(window.page, /monitors\.get/);
  await window.monitor('Checkout').click();
  await window.button(text.common.tryAgain).waitFor();
}

async function openUnreached({ page }: VigilmonWindow): Promise<void> {
  await failCalls(page, /\/api\/v1\//);
  await page.reload();
  await page.getByText(text.unreached.retrying).waitFor();
}

/** The demo has no trouble of its own, so its program reports one of each severity and one more. */
async function openNotices({ page }: VigilmonWindow): Promise<void> {
  await page.route(/system\.info/, async (route) => {
    const response = await route.fetch();
    const info = (await response.json()) as { readonly value: SystemInfo };
    await route.fulfill({ response, json: { ...info, value: { ...info.value, notices: sampleNotices } } });
  });
  await page.reload();
  await page.getByRole('button', { name: text.banner.dismiss }).first().waitFor();
}

async function failCalls(page: Page, calls: RegExp): Promise<void> {
  await page.route(calls, (route) => route.abort());
}
