/** Where a command speaks and what it hears, so that each is a function of its arguments. */
export interface Terminal {
  /** Takes whole lines, without their ends. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Resolves when the program is told to stop; from the call on, it no longer just ends. */
export type UntilStopped = () => Promise<void>;

/** Text from outside must not move the cursor, colour the screen or set its title. Line ends become spaces. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what must go
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
