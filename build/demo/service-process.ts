/** Starts the sample service and sets its faults. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../electron/engine/ports.ts';
import type { ServiceAddress } from './service-address.ts';
import type { ProbeError } from './sample-answers.ts';

/** The complete configuration of the service, every time. */
export interface ServiceOrder {
  readonly faults: Readonly<Record<string, ProbeError>>;
  readonly slow: readonly string[];
  /** Response times as when it is monitored. */
  readonly isPaced: boolean;
  /** The clock whose hour determines response times. */
  readonly nowMs: number;
}

export interface ServiceReport extends Pick<ServiceAddress, 'certificate' | 'certifiedPort' | 'mailPort' | 'dnsPort'> {
  readonly plainPort: number;
  readonly securePort: number;
}

export interface SampleService extends ServiceAddress {
  /** Null: healthy again. Like the others, it applies to every request that is sent after it has resolved. */
  readonly setFault: (path: string, fault: ProbeError | null) => Promise<void>;
  readonly setSlow: (paths: readonly string[]) => Promise<void>;
  readonly beginPace: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const program = fileURLToPath(new URL('./sample-service.ts', import.meta.url));

/** @param engineSocket where its container engine listens. */
export async function startService(clock: Clock, engineSocket: string): Promise<SampleService> {
  const child = fork(program, [String(clock.now()), engineSocket], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const ended = exited.then(() => Promise.reject(new Error('the sample service ended before it was ready')));
  const reported = new Promise<ServiceReport>((resolve) =>
    child.once('message', (report: ServiceReport) => resolve(report)),
  );
  const { plainPort, securePort, ...targets } = await Promise.race([reported, ended]);
  ended.catch(() => undefined); // it may end now

  const waiting: (() => void)[] = [];
  child.on('message', () => waiting.shift()?.());
  let order: ServiceOrder = { faults: {}, slow: [], isPaced: false, nowMs: clock.now() };
  const change = async (part: Partial<ServiceOrder>): Promise<void> => {
    order = { ...order, ...part, nowMs: clock.now() };
    if (!child.connected) return;
    // One message for each order, in order.
    const taken = new Promise<void>((resolve) => waiting.push(resolve));
    child.send(order);
    await taken;
  };
  return {
    plain: `http://127.0.0.1:${plainPort}`,
    secure: `https://127.0.0.1:${securePort}`,
    engineSocket,
    ...targets,
    setFault(path, fault) {
      const { [path]: _, ...others } = order.faults;
      return change({ faults: fault === null ? others : { ...others, [path]: fault } });
    },
    setSlow: (slow) => change({ slow }),
    beginPace: () => change({ isPaced: true }),
    async close() {
      if (child.connected) child.disconnect();
      for (const give of waiting.splice(0)) give();
      await exited;
    },
  };
}
