/** Signals to this process are meant for the job. They are passed on once: not where the job has received them itself. */
import type { Sentinel } from './sentinel.ts';

/**
 * All that a program may handle, except those that stop and continue it (a terminal sends them to the job as well) and
 * those that Node or the system sends because of its own state.
 */
const forwarded: readonly NodeJS.Signals[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGIO',
  'SIGPWR',
  'SIGURG',
  'SIGWINCH',
];

interface Forwarding {
  /** From now on the job's process group is observed. */
  readonly observe: (sentinel: Sentinel) => void;
  readonly stop: () => void;
}

/** To be called before the job is started: a signal that arrives in between reaches it too. */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): Forwarding {
  let observed: Sentinel | null = null;
  const pass = (signal: NodeJS.Signals): void => {
    const sentinel = observed;
    if (sentinel === null) send(signal);
    else void sentinel.hasReceived(signal).then((isReceived) => (isReceived ? undefined : send(signal)));
  };
  for (const signal of forwarded) process.on(signal, pass);
  return {
    observe: (sentinel) => void (observed = sentinel),
    stop() {
      for (const signal of forwarded) process.off(signal, pass);
    },
  };
}
