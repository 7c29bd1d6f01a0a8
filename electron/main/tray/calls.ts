/** How entries of the tray call the engine: in the background, with failures logged. */
import type { Result } from '../../contract/result.ts';
import type { Logger } from '../../engine/ports.ts';

interface TrayCalls {
  /** Null: it failed and was logged. */
  readonly orNull: <T>(answer: Result<T>) => T | null;
  readonly run: (task: () => Promise<unknown>) => void;
}

export function trayCalls(logger: Logger): TrayCalls {
  return {
    orNull(answer) {
      if (answer.ok) return answer.value;
      logger.warn('the tray was refused something', { code: answer.error.code, message: answer.error.message });
      return null;
    },
    run(task) {
      task().catch((error: unknown) => logger.error('an entry of the tray ended in a bug', { error }));
    },
  };
}
