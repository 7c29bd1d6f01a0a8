/** The call table through the preload, for the window of the desktop application. */
import type { VigilmonClient } from '../contract/client.ts';
import type { Bridge } from '../contract/ipc.ts';
import { fail, type Result } from '../contract/result.ts';
import { buildApi, isResult } from './call-table.ts';

export function connectBridge({ call, subscribe }: Bridge): VigilmonClient {
  return { api: buildApi((name) => async (input) => resultOf(await call(name, input))), subscribe };
}

function resultOf(text: string): Result<unknown> {
  const answer: unknown = JSON.parse(text);
  return isResult(answer) ? answer : fail('internal', 'the main process answered with something else than a result');
}
