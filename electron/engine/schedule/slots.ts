/**
 * Which runs may start now. At most `maxConcurrent` run in all and `maxPerHost` against one host; the others wait in the
 * order of their due times. A full host delays only its own runs: each host has a queue, and hosts with both a free slot
 * and a waiting run are queued by the due time of their first run.
 */
import { DueQueue, type Due } from './due-queue.ts';

export interface Limits {
  readonly maxConcurrent: number;
  readonly maxPerHost: number;
}

interface Host {
  running: number;
  readonly waiting: DueQueue;
}

export interface Slots {
  /** Queues the run for a slot. It must neither wait nor hold one already. */
  readonly enter: (due: Due, host: string) => void;
  /** The next run that may start, which then holds a slot; null: none. */
  readonly take: () => Due | null;
  readonly release: (id: string) => void;
  /** Removes a waiting run from the queue. */
  readonly leave: (id: string) => void;
  readonly shift: (byMs: number) => void;
}

export function openSlots(limits: () => Limits): Slots {
  const hosts = new Map<string, Host>();
  /** The host of each waiting or running id. */
  const hostOf = new Map<string, string>();
  const ready = new DueQueue();
  let running = 0;

  function refresh(name: string, host: Host): void {
    const first = host.waiting.peek();
    if (first !== null && host.running < limits().maxPerHost) ready.set(name, first.dueAtMs);
    else ready.delete(name);
    if (first === null && host.running === 0) hosts.delete(name);
  }

  function hostAt(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const host: Host = { running: 0, waiting: new DueQueue() };
    hosts.set(name, host);
    return host;
  }

  return {
    enter({ id, dueAtMs }, name) {
      const host = hostAt(name);
      host.waiting.set(id, dueAtMs);
      hostOf.set(id, name);
      refresh(name, host);
    },
    take() {
      if (running >= limits().maxConcurrent) return null;
      const name = ready.peek()?.id;
      const host = name === undefined ? undefined : hosts.get(name);
      const first = host?.waiting.pop();
      if (name === undefined || host === undefined || !first) return null;
      running += 1;
      host.running += 1;
      refresh(name, host);
      return first;
    },
    release(id) {
      const name = hostOf.get(id);
      const host = name === undefined ? undefined : hosts.get(name);
      if (name === undefined || host === undefined) return;
      running -= 1;
      host.running -= 1;
      hostOf.delete(id);
      refresh(name, host);
    },
    leave(id) {
      const name = hostOf.get(id);
      const host = name === undefined ? undefined : hosts.get(name);
      if (name === undefined || host === undefined || !host.waiting.delete(id)) return;
      hostOf.delete(id);
      refresh(name, host);
    },
    shift(byMs) {
      ready.shift(byMs);
      for (const host of hosts.values()) host.waiting.shift(byMs);
    },
  };
}
