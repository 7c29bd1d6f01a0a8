/** One lookup: it waits for a place, then runs. Both are bounded. */
import type { Cancel, Clock } from '../ports.ts';
import type { Places } from '../transport/places.ts';
import { LookupError } from './lookup-error.ts';
import type { LookupHelpers, LookupResult, NameQuery } from './lookup-helpers.ts';

interface LookupOptions {
  readonly clock: Clock;
  readonly helpers: LookupHelpers;
  readonly places: Places;
  /** It has a place. */
  readonly onBegin: () => void;
  /** It has ended after running for `ranMs`, with a result or withdrawn. */
  readonly onEnd: (ranMs: number) => void;
  readonly onResult: (result: LookupResult) => void;
}

const longestWaitMs = 60_000;
/** The system gives up earlier: by default it asks each of at most three name servers twice, 5 s each time. */
const longestLookupMs = 40_000;

/** @returns withdraws it; `onResult` is then not called. */
export function beginLookup(query: NameQuery, options: LookupOptions): Cancel {
  const { clock, places, onResult } = options;
  const free = places.tryTake();
  if (free !== null) return run(query, free, options);
  let withdraw: Cancel = () => undefined;
  const leave = places.wait((freeLater) => {
    cancelTimer();
    withdraw = run(query, freeLater, options);
  });
  const cancelTimer = clock.setTimer(longestWaitMs, () => {
    leave();
    onResult(new LookupError('LOOKUP_NOT_STARTED'));
  });
  withdraw = () => {
    cancelTimer();
    leave();
  };
  return () => withdraw();
}

function run(query: NameQuery, free: Cancel, { clock, helpers, onBegin, onEnd, onResult }: LookupOptions): Cancel {
  const begunAt = clock.monotonic();
  const end = (): void => {
    cancelTimer();
    free();
    onEnd(clock.monotonic() - begunAt);
  };
  const abandon = helpers.run(query, (result) => {
    end();
    onResult(result);
  });
  const withdraw = (): void => {
    abandon();
    end();
  };
  const cancelTimer = clock.setTimer(longestLookupMs, () => {
    withdraw();
    onResult(new LookupError('EAI_AGAIN'));
  });
  onBegin();
  return withdraw;
}
