/** Asks several locations at once, and ends when all have answered or the time is up, whichever comes first. */
import type { Location } from '../../contract/locations/registry.ts';
import type { Report } from '../locations/location.ts';
import type { Cancel, Clock } from '../ports.ts';

export interface InquiryOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly locations: readonly Location[];
  /** Never rejects. */
  readonly ask: (location: Location, signal: AbortSignal) => Promise<Report>;
  readonly onReport: (locationId: string, report: Report) => void;
  /** Never called before `startInquiry` has returned, and not after a cancellation. */
  readonly onEnd: (answers: ReadonlyMap<string, Report>) => void;
}

/** @returns what cancels it; without effect once it has ended. */
export function startInquiry({ clock, limitMs, locations, ask, onReport, onEnd }: InquiryOptions): Cancel {
  const ending = new AbortController();
  const answers = new Map<string, Report>();
  const cancelTimer = clock.setTimer(limitMs, end);

  function cancel(): void {
    cancelTimer();
    ending.abort();
  }

  function end(): void {
    if (ending.signal.aborted) return;
    cancel();
    onEnd(answers);
  }

  for (const location of locations) {
    void ask(location, ending.signal).then((report) => {
      if (ending.signal.aborted) return;
      answers.set(location.id, report);
      onReport(location.id, report);
      if (answers.size === locations.length) end();
    });
  }
  if (locations.length === 0) queueMicrotask(end);
  return cancel;
}
