/**
 * Ids by due time: a binary heap with an index of each id's place, so that adding, moving and removing cost O(log n).
 * Ids with equal due times keep the order in which they were set.
 */

export interface Due {
  readonly id: string;
  readonly dueAtMs: number;
}

interface Entry extends Due {
  /** Rises with each `set`. */
  readonly order: number;
}

export class DueQueue {
  readonly #heap: Entry[] = [];
  readonly #places = new Map<string, number>();
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  has(id: string): boolean {
    return this.#places.has(id);
  }

  /** Adds the id, or moves it. */
  set(id: string, dueAtMs: number): void {
    const entry: Entry = { id, dueAtMs, order: this.#order++ };
    const place = this.#places.get(id) ?? this.#heap.length;
    this.#put(place, entry);
    this.#restore(place);
  }

  /** @returns whether the id was in the queue. */
  delete(id: string): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    this.#places.delete(id);
    const last = this.#heap.pop();
    if (last !== undefined && place < this.#heap.length) {
      this.#put(place, last);
      this.#restore(place);
    }
    return true;
  }

  peek(): Due | null {
    return this.#heap[0] ?? null;
  }

  pop(): Due | null {
    const first = this.peek();
    if (first !== null) this.delete(first.id);
    return first;
  }

  /** In no particular order. */
  all(): readonly Due[] {
    return this.#heap;
  }

  /** Moves all due times by `byMs`; their order is unchanged. */
  shift(byMs: number): void {
    this.#heap.forEach((entry, place) => {
      this.#heap[place] = { ...entry, dueAtMs: entry.dueAtMs + byMs };
    });
  }

  #put(place: number, entry: Entry): void {
    this.#heap[place] = entry;
    this.#places.set(entry.id, place);
  }

  #restore(place: number): void {
    this.#sink(this.#rise(place));
  }

  #rise(from: number): number {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfBefore(place, parent)) break;
      place = parent;
    }
    return place;
  }

  #sink(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, place)) return;
      place = child;
    }
  }

  #isBefore(place: number, other: number): boolean {
    const a = this.#heap[place];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.order < b.order);
  }

  #swapIfBefore(place: number, other: number): boolean {
    const a = this.#heap[place];
    const b = this.#heap[other];
    if (a === undefined || b === undefined || !this.#isBefore(place, other)) return false;
    this.#put(place, b);
    this.#put(other, a);
    return true;
  }
}
