/** A listener for one test, on a port that is free, closed when the test ends. */
import { onTestFinished } from 'vitest';
import type { ApiAccess, Listener, ListenerOptions } from '../../electron/http/listener.ts';
import { openListener } from '../../electron/http/listener.ts';
import { recordedLog } from './recorded-log.ts';

export const apiToken = 'api-token-of-the-test-0123456789';
export const apiOnly: ApiAccess = { token: apiToken, pageDirectory: null };

export async function openTestListener(
  options: Pick<ListenerOptions, 'engine'> & Partial<ListenerOptions>,
): Promise<Listener> {
  const opened = await openListener({ host: '127.0.0.1', port: 0, logger: recordedLog(), ...options });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  onTestFinished(() => opened.value.close());
  return opened.value;
}
