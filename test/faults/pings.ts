/** Pings of one heartbeat, each with a number of its own, so that each can be found again. */
import type { PingTally } from './line.ts';
import type { Rig } from './rig.ts';

export interface PingLog {
  /** One after the other. @returns how many of them were answered with 200. */
  readonly send: (count: number, body?: string) => Promise<number>;
  readonly tally: () => Promise<PingTally>;
}

export function pingsOf(rig: Rig, monitorId: string, path: string): PingLog {
  const answered: string[] = [];
  let sent = 0;
  return {
    async send(count, body = '') {
      const before = answered.length;
      for (let left = count; left > 0; left -= 1) {
        const name = `ping ${String((sent += 1))}.`;
        if (await isAnswered(`${rig.host().url}${path}`, name + body)) answered.push(name);
      }
      return answered.length - before;
    },
    async tally() {
      const found = await bodiesOf(rig, monitorId);
      return { sent, answered: answered.length, found: answered.filter((name) => found.has(name)).length };
    },
  };
}

/** Also while the host is gone. */
async function isAnswered(url: string, body: string): Promise<boolean> {
  try {
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** What each of them begins with. */
async function bodiesOf(rig: Rig, monitorId: string): Promise<ReadonlySet<string>> {
  const bodies = new Set<string>();
  let before: number | null | undefined;
  while (before !== null) {
    const page = await rig.api().pings.list({ monitorId, limit: 200, ...(before === undefined ? {} : { before }) });
    // A database without the monitor has no ping of it either.
    if (!page.ok) break;
    for (const { body } of page.value.items) bodies.add(`${body.split('.', 1).join('')}.`);
    before = page.value.next;
  }
  return bodies;
}
