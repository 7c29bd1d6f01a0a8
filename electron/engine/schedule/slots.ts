/**
 * Who may run now. At most `maxConcurrent` run in all and `maxPerHost` against one host; the others wait in the order
 * of their due times. A host that is full keeps only its own waiting: each host has a queue, and the hosts that have
 * both a free slot and somebody waiting are queued by their first one's due time.
 */
import { DueQueue } from './due-queue.ts';

export interface Limits {
  readonly maxConcurrent: number;
  readonly maxPerHost: number;
}

interface Host {
  running: number;
  readonly waiting: DueQueue;
}

export interface Slots {
  /** Lets the id wait for a slot. It must neither wait nor hold one already. */
  readonly enter: (id: string, dueAtMs: number, host: string) => void;
  /** The next that may run, which holds a slot from now on; null: nobody may. */
  readonly take: () => string | null;
  /** Gives the slot back. */
  readonly release: (id: string) => void;
  /** Waits no longer. */
  readonly leave: (id: string) => void;
  readonly shift: (byMs: number) => void;
}

export function openSlots(limits: () => Limits): Slots {
  const hosts = new Map<string, Host>();
  /** The host of everybody who waits or runs. */
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
    enter(id, dueAtMs, name) {
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
      return first.id;
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
