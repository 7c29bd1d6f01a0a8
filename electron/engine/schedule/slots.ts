/**
 * Which runs may start now. At most `maxOpen` run in all and `maxPerHost` against one host; the others wait in the order
 * of their due times. A full host delays only its own runs. Slow runs, which mostly wait for targets that hang, delay only
 * each other: they get at most three quarters of the slots, in all and of a host. Each host has a queue for slow and one
 * for other runs; those whose first run could start are ordered by its due time.
 */
import { DueQueue, type Due } from './due-queue.ts';

export interface Limits {
  /** Runs with an open connection. */
  readonly maxOpen: number;
  readonly maxPerHost: number;
}

interface SlotRequest extends Due {
  readonly host: string;
  /** The last run took long, so this one probably will. */
  readonly isSlow: boolean;
}

export interface Slots {
  /** Queues the run for a slot. It must neither wait nor hold one already. */
  readonly enter: (request: SlotRequest) => void;
  /** The next run that may start, which then holds a slot; null: none. */
  readonly take: () => Due | null;
  readonly release: (id: string) => void;
  /** Removes a waiting run from the queue. */
  readonly leave: (id: string) => void;
  readonly waiting: () => Iterable<Due>;
  readonly shift: (byMs: number) => void;
}

/** Slow runs, or the others. */
interface Lane {
  readonly share: number;
  running: number;
  readonly runningByHost: Map<string, number>;
  /** By host. */
  readonly waiting: Map<string, DueQueue>;
  /** Hosts whose first waiting run of this lane could start. */
  readonly ready: DueQueue;
}

interface Place {
  readonly host: string;
  readonly lane: Lane;
}

const slowShare = 0.75;

/** Rounded down, but at least one. */
function shareOf(limit: number, { share }: Lane): number {
  return Math.max(1, Math.floor(limit * share));
}

export function openSlots(limits: () => Limits): Slots {
  const prompt = openLane(1);
  const slow = openLane(slowShare);
  const lanes = [prompt, slow] as const;
  const places = new Map<string, Place>();

  function refresh(host: string, lane: Lane): void {
    const first = lane.waiting.get(host)?.peek() ?? null;
    if (first !== null && hasSlot(host, lane)) lane.ready.set(host, first.dueAtMs);
    else lane.ready.delete(host);
    if (first === null) lane.waiting.delete(host);
  }

  function hasSlot(host: string, lane: Lane): boolean {
    const { maxPerHost } = limits();
    const [promptOnes, slowOnes] = [prompt.runningByHost.get(host) ?? 0, slow.runningByHost.get(host) ?? 0];
    const ofLane = lane === slow ? slowOnes : promptOnes;
    return promptOnes + slowOnes < maxPerHost && ofLane < shareOf(maxPerHost, lane);
  }

  function count(host: string, lane: Lane, by: 1 | -1): void {
    const running = (lane.runningByHost.get(host) ?? 0) + by;
    if (running === 0) lane.runningByHost.delete(host);
    else lane.runningByHost.set(host, running);
    lane.running += by;
    for (const each of lanes) refresh(host, each);
  }

  /** The lane with the earliest run that may start. */
  function nextLane(): Lane | null {
    const { maxOpen } = limits();
    if (prompt.running + slow.running >= maxOpen) return null;
    const first = prompt.ready.peek();
    const firstSlow = slow.running < shareOf(maxOpen, slow) ? slow.ready.peek() : null;
    if (firstSlow === null) return first === null ? null : prompt;
    return first !== null && first.dueAtMs <= firstSlow.dueAtMs ? prompt : slow;
  }

  return {
    enter({ id, dueAtMs, host, isSlow }) {
      const lane = isSlow ? slow : prompt;
      const queue = lane.waiting.get(host) ?? new DueQueue();
      lane.waiting.set(host, queue);
      queue.set(id, dueAtMs);
      places.set(id, { host, lane });
      refresh(host, lane);
    },
    take() {
      const lane = nextLane();
      const host = lane?.ready.peek()?.id;
      if (lane === null || host === undefined) return null;
      const due = lane.waiting.get(host)?.pop() ?? null;
      count(host, lane, 1);
      return due;
    },
    release(id) {
      const place = places.get(id);
      if (place === undefined) return;
      places.delete(id);
      count(place.host, place.lane, -1);
    },
    leave(id) {
      const place = places.get(id);
      if (place?.lane.waiting.get(place.host)?.delete(id) !== true) return;
      places.delete(id);
      refresh(place.host, place.lane);
    },
    *waiting() {
      for (const lane of lanes) for (const queue of lane.waiting.values()) yield* queue.all();
    },
    shift(byMs) {
      for (const { ready, waiting } of lanes) {
        ready.shift(byMs);
        for (const queue of waiting.values()) queue.shift(byMs);
      }
    },
  };
}

function openLane(share: number): Lane {
  return { share, running: 0, runningByHost: new Map(), waiting: new Map(), ready: new DueQueue() };
}
