/**
 * Random events happen to a laptop, a thousand in all. Whatever they are, no monitor is reported down that was not, and no
 * outage goes unnoticed for longer than two intervals in which it could be detected. VIGILMON_WALK_SEED selects another
 * sequence, or repeats one.
 */
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { Incident } from '../../electron/contract/model/history.ts';
import { checkTimeoutMs, networks, openLaptop, type Laptop } from '../support/laptop.ts';
import { startTargetServer, type TargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const steps = 1_000;
const intervalMs = 60_000;
const second = 1_000;

/** By id: whether it is an internet target. `plain` accepts any response, as a monitor without assertions does. */
const targets = new Map([
  ['near', false],
  ['local', false],
  ['far', true],
  ['plain', true],
]);
const ids = Array.from(targets.keys());

const saysOk = { on: 'body', is: 'contains', value: 'ok' } as const;

let server: TargetServer;
let laptop: Laptop;
let engine: TestEngine;

beforeEach(async () => {
  server = await startTargetServer();
  laptop = openLaptop(targets, server);
  const { clock, probes, askAnchor } = laptop;
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock, probes, askAnchor });
  engine.start();
  for (const [id, isFar] of targets) {
    const assertions = id === 'far' ? [saysOk] : [];
    const url = isFar ? 'http://203.0.113.7/' : `${server.url}/${id}`;
    const timing = { interval: `${String(intervalMs)}ms`, timeout: `${String(checkTimeoutMs)}ms` };
    valueOf(await engine.api.monitors.create({ id, kind: 'http', url, ...timing, assertions }));
  }
});
afterEach(async () => {
  await engine.stop();
  await server.close();
});

it('a thousand events on a laptop cause no false alert and hide no outage', { timeout: 300_000 }, async () => {
  const seed = Number(process.env['VIGILMON_WALK_SEED'] ?? 20_260_105);
  const random = generator(seed);
  const said = listen(`seed ${String(seed)}`);
  for (let step = 0; step < steps; step += 1) {
    move(random);
    await laptop.live(between(random, 1, 60) * second, said.compare);
  }
  said.expectEventful();
  await expectTrueHistory(seed);
});

/** One random event. */
function move(random: () => number): void {
  const changeTarget = (): void => {
    const id = ids[Math.floor(random() * ids.length)] ?? '';
    laptop.setTarget(id, !laptop.isUp(id));
  };
  const changeNetwork = (): void => laptop.setNetwork(networks[Math.floor(random() * networks.length)] ?? 'online');
  const dream = (): void => {
    if (random() < 0.3) changeTarget();
    if (random() < 0.5) changeNetwork();
  };
  const choice = random();
  if (choice < 0.3) changeTarget();
  else if (choice < 0.55) changeNetwork();
  else if (choice < 0.9) {
    if (random() < 0.3) for (const id of ids) void engine.api.monitors.checkNow({ id });
    laptop.sleep(sleepMs(random), dream);
    if (random() < 0.5) engine.wake();
  }
}

function sleepMs(random: () => number): number {
  return (random() < 0.4 ? between(random, 5, 40) : between(random, 40, 3_600)) * second;
}

interface Said {
  /** Called at short intervals. */
  readonly compare: (passedMs: number) => void;
  readonly expectEventful: () => void;
}

/** Compares the incidents with the truth. */
function listen(seed: string): Said {
  const known = new Map(ids.map((id) => [id, { isUp: true, ms: 0 }]));
  const open = new Set<string>();
  const wrong: string[] = [];
  let count = 0;

  function onIncident({ monitorId: id, startedAt, endedAt }: Incident): void {
    const isEnd = endedAt !== null;
    if (isEnd) open.delete(id);
    else open.add(id);
    count += isEnd ? 0 : 1;
    if (!laptop.couldKnow(id, endedAt ?? startedAt, isEnd)) {
      wrong.push(
        `${id} was falsely called ${isEnd ? 'up' : 'down'} at ${new Date(endedAt ?? startedAt).toISOString()}`,
      );
    }
  }
  engine.on((event: EngineEvent) => {
    if (event.type === 'incident') onIncident(event.incident);
  });

  return {
    compare(passedMs) {
      for (const [id, one] of known) {
        const isUp = laptop.isUp(id);
        const ms = one.isUp === isUp ? one.ms + (laptop.isKnown(id) ? passedMs : 0) : 0;
        known.set(id, { isUp, ms });
        if (ms > 2 * intervalMs && open.has(id) === isUp) {
          wrong.push(`${id} is ${isUp ? 'up' : 'down'} unnoticed at ${new Date(laptop.clock.now()).toISOString()}`);
        }
      }
      expect(wrong, seed).toEqual([]);
    },
    expectEventful() {
      expect(count, seed).toBeGreaterThan(50);
    },
  };
}

/** No span is up or down at a time when the target was not. */
async function expectTrueHistory(seed: number): Promise<void> {
  for (const monitorId of ids) {
    const spans = valueOf(await engine.api.history.spans({ monitorId, from: 0, to: laptop.clock.now() }));
    const claims = spans.filter(({ state }) => state === 'up' || state === 'down');
    const untrue = claims.filter(({ state, from }) => !laptop.couldKnow(monitorId, from, state === 'up'));
    expect(untrue, `${monitorId}, seed ${String(seed)}`).toEqual([]);
    expect(claims.length).toBeGreaterThan(20);
  }
}

/** mulberry32: small and portable. Each call returns a number from 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}
