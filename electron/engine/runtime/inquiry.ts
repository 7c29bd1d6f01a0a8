/**
 * Asks several locations at once, and ends when all have answered or the time is up, whichever comes first. Those that
 * have not answered by then are reported as late.
 */
import type { Location } from '../../contract/locations/registry.ts';
import { NoAnswer, noAnswerReport, type Report } from '../locations/location.ts';
import type { Cancel, Clock } from '../ports.ts';

interface InquiryOptions {
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
  const startedAt = clock.now();
  const cancelTimer = clock.setTimer(limitMs, end);

  function take({ id }: Location, report: Report): void {
    answers.set(id, report);
    onReport(id, report);
  }

  function cancel(): void {
    cancelTimer();
    ending.abort();
  }

  function end(): void {
    if (ending.signal.aborted) return;
    cancel();
    for (const location of locations) {
      if (!answers.has(location.id)) take(location, noAnswerReport(startedAt, new NoAnswer('late')));
    }
    onEnd(answers);
  }

  for (const location of locations) {
    void ask(location, ending.signal).then((report) => {
      if (ending.signal.aborted) return;
      take(location, report);
      if (answers.size === locations.length) end();
    });
  }
  if (locations.length === 0) queueMicrotask(end);
  return cancel;
}
