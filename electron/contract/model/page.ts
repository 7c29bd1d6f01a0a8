/** One page of a long list, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The `before` of the next page; null: this is the last one. */
  readonly next: number | null;
}
