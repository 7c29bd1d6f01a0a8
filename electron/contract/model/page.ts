/** A part of a long list, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The `before` of the following page; null: this was the last. */
  readonly next: number | null;
}
