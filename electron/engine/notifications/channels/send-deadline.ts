/** One deadline for a whole send: the work is aborted when it passes, or by the signal of the caller. */
import type { Clock } from '../../ports.ts';

export interface Deadline {
  readonly signal: AbortSignal;
  /** False: the caller aborted the work, or it is still running. */
  readonly hasPassed: () => boolean;
}

export async function withDeadline<T>(
  { clock, signal: outer }: { readonly clock: Clock; readonly signal: AbortSignal },
  afterMs: number,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let passed = false;
  const abort = (): void => controller.abort();
  const cancel = clock.setTimer(afterMs, () => {
    passed = true;
    abort();
  });
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  try {
    return await work({ signal: controller.signal, hasPassed: () => passed });
  } finally {
    cancel();
    outer.removeEventListener('abort', abort);
  }
}
