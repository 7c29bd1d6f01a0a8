import type { Wording } from '../engine/wording/wording.ts';

/** Where a command speaks and what it hears, so that each is a function of its arguments. */
export interface Terminal {
  /** Takes whole lines, without their ends, and writes them as they are. */
  readonly out: (text: string) => void;
  /** Takes one line, and writes it so that nothing in it commands the terminal. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In the language of the terminal. */
  readonly wording: Wording;
}

/** Resolves when the program is told to stop; from the call on, it no longer just ends. */
export type UntilStopped = () => Promise<void>;
