/** One assessment of the connection: requests all anchors and decides as soon as the missing results no longer matter. */
import type { Connection } from '../../contract/model/state.ts';
import type { Clock, Logger } from '../ports.ts';
import { connectionFrom, type AnchorResult, type AskAnchor } from './anchors.ts';

const anchorTimeoutMs = 5_000;

interface AssessmentOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ask: AskAnchor;
  /** Ends the assessment: missing results then count as `nothing`. */
  readonly signal: AbortSignal;
}

export async function assessConnection(anchors: readonly string[], options: AssessmentOptions): Promise<Connection> {
  const decided = new AbortController();
  const abort = (): void => {
    decided.abort();
  };
  const cancelDeadline = options.clock.setTimer(anchorTimeoutMs, abort);
  options.signal.addEventListener('abort', abort);
  if (options.signal.aborted) abort();
  try {
    return await decide(anchors, { ...options, signal: decided.signal });
  } finally {
    options.signal.removeEventListener('abort', abort);
    cancelDeadline();
    abort();
  }
}

function decide(anchors: readonly string[], options: AssessmentOptions): Promise<Connection> {
  const results: AnchorResult[] = [];
  return new Promise((resolve) => {
    const evaluate = (): void => {
      const connection = connectionFrom(results, anchors.length);
      if (connection !== null) resolve(connection);
    };
    for (const url of anchors) {
      void resultOf(url, options).then((result) => {
        results.push(result);
        evaluate();
      });
    }
    evaluate();
  });
}

/** An anchor that ignores the signal does not delay the others. */
function resultOf(url: string, { ask, logger, signal }: AssessmentOptions): Promise<AnchorResult> {
  if (signal.aborted) return Promise.resolve('nothing');
  const aborted = new Promise<AnchorResult>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve('nothing');
    });
  });
  const asked = ask(url, signal).catch((error: unknown): AnchorResult => {
    logger.warn('an anchor could not be requested', { url, error });
    return 'nothing';
  });
  return Promise.race([asked, aborted]);
}
