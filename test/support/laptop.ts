/**
 * A laptop with a life of its own, for the engine that runs on it: it sleeps and wakes, loses its network, meets captive
 * portals, and its targets come and go. It knows at each moment what was true, so that what the engine says can be held
 * against it. Time is the manual clock's; the targets are paths of one real server on the loopback.
 */
import type { HttpMonitor } from '../../electron/contract/monitors/registry.ts';
import type { AnchorResult } from '../../electron/engine/network/anchors.ts';
import type { Cancel, Clock } from '../../electron/engine/ports.ts';
import { probeHttp } from '../../electron/engine/kinds/http/http-probe.ts';
import type { ProbeRegistry } from '../../electron/engine/kinds/registry.ts';
import { manualClock } from './manual-clock.ts';
import { healthy, type Behaviour, type TargetServer } from './target-server.ts';

export type Network = 'online' | 'offline' | 'portal';
export const networks: readonly Network[] = ['online', 'offline', 'portal'];

/** A timeout that nothing else waits for: a check is under way as long as a timer of this length is armed. */
export const checkTimeoutMs = 7_777;
/** So little at a time that no check under way meets its deadline. */
const quantumMs = 2_000;

interface Moment {
  readonly from: number;
  readonly isUp: boolean;
  readonly network: Network;
  readonly isAwake: boolean;
}

export interface Laptop {
  readonly clock: Clock;
  readonly probes: ProbeRegistry;
  readonly askAnchor: () => Promise<AnchorResult>;
  readonly network: () => Network;
  readonly isUp: (id: string) => boolean;
  readonly setNetwork: (network: Network) => void;
  readonly setTarget: (id: string, isUp: boolean) => void;
  /** Time passes, a little at a time; `each` is told after every bit, when no check is under way, how long it was. */
  readonly live: (ms: number, each: (passedMs: number) => void) => Promise<void>;
  /** The wall clock jumps; what `meanwhile` changes, changes during it. */
  readonly sleep: (ms: number, meanwhile: () => void) => void;
  /** Whether a check at that moment could have found the target so. A moment of change counts for both sides. */
  readonly couldKnow: (id: string, atMs: number, isUp: boolean) => boolean;
  readonly isKnown: (id: string) => boolean;
}

/** `targets`: id by whether it is far away, that is, in the internet. */
export function openLaptop(targets: ReadonlyMap<string, boolean>, server: TargetServer): Laptop {
  const time = manualClock();
  let underWay = 0;
  let network: Network = 'online';
  let isAwake = true;
  const up = new Map(Array.from(targets.keys(), (id) => [id, true]));
  const past = new Map<string, Moment[]>(Array.from(targets.keys(), (id) => [id, []]));

  const clock: Clock = { ...time, setTimer: (delayMs, task) => countedTimer(delayMs, task) };

  function countedTimer(delayMs: number, task: () => void): Cancel {
    if (delayMs !== checkTimeoutMs) return time.setTimer(delayMs, task);
    let isArmed = true;
    underWay += 1;
    const end = (): void => {
      if (isArmed) underWay -= 1;
      isArmed = false;
    };
    const cancel = time.setTimer(delayMs, () => {
      end();
      task();
    });
    return () => {
      end();
      cancel();
    };
  }

  function note(): void {
    for (const [id, moments] of past) moments.push({ from: time.now(), isUp: up.get(id) === true, network, isAwake });
  }

  async function untilQuiet(): Promise<void> {
    do {
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
    } while (underWay > 0);
  }

  const isFar = (id: string): boolean => targets.get(id) === true;

  note();
  for (const id of targets.keys()) server.behaveAt(`/${id}`, healthy);
  server.behaveAt('/portal', { kind: 'answer', body: 'Please log in' });
  server.behaveAt('/nowhere', { kind: 'reset', at: 'request' });

  return {
    clock,
    probes: {
      http(monitor: HttpMonitor, context) {
        const path = !isFar(monitor.id) || network === 'online' ? monitor.id : pathOf[network];
        return probeHttp({ ...monitor, url: `${server.url}/${path}` }, context);
      },
    },
    askAnchor: () => Promise.resolve(answerOf[network]),
    network: () => network,
    isUp: (id) => up.get(id) === true,
    setNetwork(next) {
      network = next;
      note();
    },
    setTarget(id, isUp) {
      up.set(id, isUp);
      server.behaveAt(`/${id}`, isUp ? healthy : broken);
      note();
    },
    async live(ms, each) {
      for (let passed = 0; passed < ms; passed += quantumMs) {
        await untilQuiet();
        await time.advance(quantumMs);
        await untilQuiet();
        each(quantumMs);
      }
    },
    sleep(ms, meanwhile) {
      isAwake = false;
      note();
      meanwhile();
      time.set(time.now() + ms);
      isAwake = true;
      note();
    },
    couldKnow(id, atMs, isUp) {
      const moments = past.get(id) ?? [];
      const before = moments.findLast(({ from }) => from < atMs);
      const candidates = [...moments.filter(({ from }) => from === atMs), ...(before === undefined ? [] : [before])];
      const fits = (one: Moment): boolean =>
        one.isUp === isUp && one.isAwake && (!isFar(id) || one.network === 'online');
      return candidates.some(fits);
    },
    isKnown: (id) => !isFar(id) || network === 'online',
  };
}

const broken: Behaviour = { kind: 'answer', status: 503 };
const pathOf = { offline: 'nowhere', portal: 'portal' } as const;
const answerOf = { online: 'reached', offline: 'nothing', portal: 'other' } as const;
