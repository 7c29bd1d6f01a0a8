import type { Wording } from '../engine/wording/wording.ts';

/** What a command writes to and reads from, so that each command is a function of its arguments. */
export interface Terminal {
  /** Writes whole lines as they are; they are given without line ends. */
  readonly out: (text: string) => void;
  /** Writes one line with control characters escaped. */
  readonly err: (text: string) => void;
  /** Its width; absent: no terminal, or one of unknown width. */
  readonly columns?: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In the terminal's language. */
  readonly wording: Wording;
}

/** Resolves when the program is asked to stop. Once called, signals no longer end the process by themselves. */
export type UntilStopped = () => Promise<void>;
