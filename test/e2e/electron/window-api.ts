/** The call table as the window's page has it: through its preload. */
import type { Page } from 'playwright/test';
import { connectBridge } from '../../../electron/client/bridge-client.ts';
import type { Api } from '../../../electron/contract/calls.ts';
import { clientWords } from '../../support/client-words.ts';

export function windowApi(page: Page): Api {
  const call = async (name: string, input: unknown): Promise<string> => {
    const answer = await page.evaluate(([called, given]) => window.vigilmon?.call(called, given), [
      name,
      input,
    ] as const);
    if (answer === undefined) throw new Error('the page has no bridge');
    return answer;
  };
  return connectBridge({ call, subscribe: () => () => undefined }, clientWords).api;
}
