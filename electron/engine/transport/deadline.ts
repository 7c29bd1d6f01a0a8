/**
 * The single deadline of a check, from the DNS lookup to the last byte of the last redirect. Whatever is in progress
 * listens only to it; a program that stops ends the check the same way.
 */
import type { Cancel } from '../ports.ts';
import type { ProbeEnvironment } from '../kinds/kind.ts';
import { onAbort } from './on-abort.ts';

/** Why a check was ended from outside: it timed out, or the program stops. */
export class Halted extends Error {
  readonly by: 'deadline' | 'stop';

  constructor(by: 'deadline' | 'stop') {
    super(by === 'deadline' ? 'the check timed out' : 'the program stops');
    this.name = 'Halted';
    this.by = by;
  }
}

export interface Deadline {
  /** Null while the check may continue. */
  readonly halted: () => Halted | null;
  /** Stops the time, for a delay that this program causes itself. @returns lets it continue. */
  readonly pause: () => Cancel;
  /** Calls `listener` once, when the check has to end. */
  readonly onHalt: (listener: (halted: Halted) => void) => Cancel;
  /** To be called when the check has ended: cancels the timer and removes the listener from the program's signal. */
  readonly clear: Cancel;
}

/** A timer that is later than this shows that this program was busy. */
const punctualMs = 50;
const longestExtensionMs = 1_000;

export function startDeadline(timeoutMs: number, { clock, signal }: ProbeEnvironment): Deadline {
  const listeners = new Set<(halted: Halted) => void>();
  let halted: Halted | null = null;
  let isExtended = false;

  const halt = (by: Halted['by']): void => {
    halted ??= new Halted(by);
    for (const listener of listeners) listener(halted);
    listeners.clear();
  };
  let isCleared = false;
  let endsAt = clock.monotonic() + timeoutMs;
  let cancelTimer: Cancel = () => undefined;

  const arm = (leftMs: number): void => {
    if (!isCleared) cancelTimer = clock.setTimer(Math.max(0, leftMs), onTimer);
  };
  /** If this program was too busy to run the timer in time, data may have arrived that it has not read yet. */
  const onTimer = (): void => {
    const nowMs = clock.monotonic();
    const lateMs = nowMs - endsAt;
    if (isExtended || lateMs < punctualMs) {
      halt('deadline');
      return;
    }
    isExtended = true;
    const extensionMs = Math.min(lateMs, longestExtensionMs);
    endsAt = nowMs + extensionMs;
    arm(extensionMs);
  };
  arm(timeoutMs);
  const unlisten = onAbort(signal, () => halt('stop'));

  return {
    halted: () => halted,
    pause() {
      cancelTimer();
      const leftMs = endsAt - clock.monotonic();
      return () => {
        endsAt = clock.monotonic() + leftMs;
        arm(leftMs);
      };
    },
    onHalt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      isCleared = true;
      cancelTimer();
      unlisten();
    },
  };
}
