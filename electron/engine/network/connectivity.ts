/**
 * Whether this computer reaches the internet. It is asked when a check has failed, never guessed from an earlier answer:
 * who asks gets a judgement that began after the question. Those who ask at the same time share one. While the internet
 * is away it is looked for every few seconds, so that its return is noticed without a check.
 */
import type { Connection } from '../../contract/model/state.ts';
import type { Cancel, Clock, Logger } from '../ports.ts';
import { judge, type AnchorAnswer, type AskAnchor } from './anchors.ts';

const anchorTimeoutMs = 5_000;
const lookAgainMs = 10_000;

export interface Connectivity {
  /** What was judged last; `online` until something says otherwise. */
  readonly current: () => Connection;
  readonly judgeNow: () => Promise<Connection>;
  readonly stop: () => void;
}

export interface ConnectivityOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ask: AskAnchor;
  /** URLs that answer `204 No Content`. None: the internet is taken to be there. */
  readonly anchors: () => readonly string[];
  readonly onChange: (judgement: Connection) => void;
}

export function openConnectivity(options: ConnectivityOptions): Connectivity {
  const { clock, logger } = options;
  const stopping = new AbortController();
  let current: Connection = 'online';
  let underWay: Promise<Connection> | null = null;
  let following: Promise<Connection> | null = null;
  let cancelTimer: Cancel | null = null;

  function judgeNow(): Promise<Connection> {
    if (underWay === null) return begin();
    following ??= underWay.then(() => {
      following = null;
      return judgeNow();
    });
    return following;
  }

  function begin(): Promise<Connection> {
    cancelTimer?.();
    const judging = askAll().then((judgement) => {
      underWay = null;
      settle(judgement);
      return judgement;
    });
    underWay = judging;
    return judging;
  }

  function settle(judgement: Connection): void {
    if (stopping.signal.aborted) return;
    if (judgement !== 'online') cancelTimer = clock.setTimer(lookAgainMs, () => void judgeNow());
    if (judgement === current) return;
    logger.info('the connection to the internet changed', { from: current, to: judgement });
    current = judgement;
    options.onChange(judgement);
  }

  async function askAll(): Promise<Connection> {
    const anchors = options.anchors();
    const enough = new AbortController();
    const cancelDeadline = clock.setTimer(anchorTimeoutMs, () => {
      enough.abort();
    });
    const end = (): void => {
      enough.abort();
    };
    stopping.signal.addEventListener('abort', end);
    try {
      return await decide(anchors, enough);
    } finally {
      stopping.signal.removeEventListener('abort', end);
      cancelDeadline();
      enough.abort();
    }
  }

  /** The answers decide as soon as the missing ones no longer matter. */
  function decide(anchors: readonly string[], enough: AbortController): Promise<Connection> {
    const answers: AnchorAnswer[] = [];
    return new Promise((resolve) => {
      const weigh = (): void => {
        const judgement = judge(answers, anchors.length);
        if (judgement !== null) resolve(judgement);
      };
      for (const url of anchors) {
        void answerOf(url, enough.signal).then((answer) => {
          answers.push(answer);
          weigh();
        });
      }
      weigh();
    });
  }

  /** An anchor that minds no signal does not hold up the others. */
  function answerOf(url: string, signal: AbortSignal): Promise<AnchorAnswer> {
    const givenUp = new Promise<AnchorAnswer>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('nothing');
      });
    });
    const asked = options.ask(url, signal).catch((error: unknown): AnchorAnswer => {
      logger.warn('an anchor could not be asked', { url, error });
      return 'nothing';
    });
    return Promise.race([asked, givenUp]);
  }

  return {
    current: () => current,
    judgeNow,
    stop() {
      cancelTimer?.();
      stopping.abort();
    },
  };
}
