/** Saves a file that the engine has made, or says why there is none. */
import type { EvidenceFile } from '../../electron/contract/calls/history.ts';
import type { Result } from '../../electron/contract/result.ts';
import { saveText } from '../save-text.ts';
import type { Session } from '../state/session.svelte.ts';

export async function saveFile(
  { toasts }: Pick<Session, 'toasts'>,
  file: Promise<Result<EvidenceFile>>,
): Promise<void> {
  const answer = await file;
  if (toasts.check(answer)) saveText(answer.value);
}
