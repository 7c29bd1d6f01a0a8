/**
 * Two machines on one, by network namespaces: on the first runs Vigilmon, on the second what it watches. Two cables join
 * them, `internet` (addresses of RFC 5737, which no rule takes for private ones) and `lan`. Nothing of it is seen outside.
 */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const farAddress = '203.0.113.1';
export const lanAddress = '192.168.77.1';
export const anchorAddresses: readonly string[] = ['203.0.113.11', '203.0.113.12', '203.0.113.13'];

type Cable = 'internet' | 'lan';

export interface Agent {
  /** Resolves with what it answered, parsed. */
  readonly tell: (line: string) => Promise<unknown>;
}

interface TwoMachines {
  /** Of the machine with Vigilmon on it. */
  readonly own: string;
  readonly startAgent: (where: 'own' | 'world', args: readonly string[]) => Promise<Agent>;
  readonly setCable: (cable: Cable, isIn: boolean) => void;
  readonly remove: () => void;
}

/** Null: namespaces can be made here; else why not. */
export function obstacleToNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a matter of Linux';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const trial = `vigilmon-${String(process.pid)}-trial`;
  try {
    ip('netns', 'add', trial);
    ip('netns', 'delete', trial);
    return null;
  } catch {
    return 'network namespaces cannot be made here (iproute2 is missing, or the container forbids it)';
  }
}

export function openTwoMachines(): TwoMachines {
  const own = `vigilmon-${String(process.pid)}-own`;
  const world = `vigilmon-${String(process.pid)}-world`;
  const names = { own, world };
  const agents: ChildProcessWithoutNullStreams[] = [];
  for (const name of [own, world]) {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  join(
    'internet',
    '203.0.113.2/24',
    [farAddress, ...anchorAddresses].map((address) => `${address}/24`),
  );
  join('lan', '192.168.77.2/24', [`${lanAddress}/24`]);

  function join(cable: Cable, here: string, there: readonly string[]): void {
    ip('-n', own, 'link', 'add', cable, 'type', 'veth', 'peer', 'name', cable, 'netns', world);
    ip('-n', own, 'address', 'add', here, 'dev', cable);
    for (const address of there) ip('-n', world, 'address', 'add', address, 'dev', cable);
    for (const name of [own, world]) ip('-n', name, 'link', 'set', cable, 'up');
  }

  return {
    own,
    async startAgent(where, args) {
      const file = resolve(import.meta.dirname, 'namespace-agent.ts');
      const child = spawn('ip', ['netns', 'exec', names[where], process.execPath, file, ...args]);
      agents.push(child);
      child.stderr.resume();
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async (): Promise<unknown> => JSON.parse(String((await answers.next()).value));
      await next();
      return {
        tell(line) {
          child.stdin.write(`${line}\n`);
          return next();
        },
      };
    },
    setCable(cable, isIn) {
      ip('-n', own, 'link', 'set', cable, isIn ? 'up' : 'down');
    },
    remove() {
      for (const agent of agents) agent.kill('SIGKILL');
      for (const name of [own, world]) ip('netns', 'delete', name);
    },
  };
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}
