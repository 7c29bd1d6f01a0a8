/** The call table through the preload, for the desktop application's window. */
import type { ClientWords, VigilmonClient } from '../contract/client.ts';
import type { Bridge } from '../contract/ipc.ts';
import { fail, type Result } from '../contract/result.ts';
import { buildApi, isResult } from './call-table.ts';

export function connectBridge({ call, subscribe }: Bridge, words: Pick<ClientWords, 'noResult'>): VigilmonClient {
  async function resultOf(name: string, input: unknown): Promise<Result<unknown>> {
    const answer: unknown = JSON.parse(await call(name, input));
    return isResult(answer) ? answer : fail('internal', words.noResult);
  }
  return { api: buildApi((name) => (input) => resultOf(name, input)), subscribe };
}
