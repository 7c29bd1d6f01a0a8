/**
 * A shell beside the job, for two purposes. It takes over a pipe that the job writes to when this process ends, also by
 * SIGKILL, so that whatever still writes is never ended by SIGPIPE. And it shows whether a signal was sent to the whole
 * process group (Ctrl-C): then it dies of it too, and the job has received it already.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { Socket } from 'node:net';

export interface Sentinel {
  /** @returns whether the signal that this process has just received was sent to all processes of its group. */
  readonly hasReceived: (signal: NodeJS.Signals) => Promise<boolean>;
  /** Nothing is taken over any more. */
  readonly dismiss: () => void;
}

interface Stream {
  readonly from: number;
  readonly to: number;
}

/** All processes of a group receive a signal at once; this is what a busy computer needs to report a death. */
const reportMs = 20;
/** `read` returns when this process ends. What is left then must survive the end of a terminal's session. */
const script = 'read _ <&3; trap "" HUP INT QUIT TERM; exec cat';

/** @param stream null: only signals are observed. */
export function postSentinel(stream: Stream | null): Sentinel {
  let isDismissed = false;
  let lastDeath: { readonly signal: NodeJS.Signals | null; readonly at: number } | null = null;
  let onDeath = (): void => undefined;
  let shell = post();

  function post(): ChildProcess {
    const [from, to] = stream === null ? ['ignore' as const, 'ignore' as const] : [stream.from, stream.to];
    const child = spawn('sh', ['-c', script], { stdio: [from, to, 'ignore', 'pipe'] satisfies StdioOptions });
    child.unref();
    const line = child.stdio[3];
    // Its other side is closed when the shell dies.
    if (line instanceof Socket) line.on('error', () => undefined).unref();
    child.once('error', () => undefined);
    child.once('exit', (_code, signal) => {
      lastDeath = { signal, at: performance.now() };
      if (!isDismissed && signal !== null) shell = post();
      onDeath();
    });
    return child;
  }

  const hasDiedOf = (signal: NodeJS.Signals): boolean =>
    lastDeath?.signal === signal && performance.now() - lastDeath.at < reportMs;

  return {
    async hasReceived(signal) {
      if (hasDiedOf(signal)) return true;
      await new Promise<void>((resolve) => {
        onDeath = resolve;
        setTimeout(resolve, reportMs);
      });
      return hasDiedOf(signal);
    },
    dismiss() {
      isDismissed = true;
      shell.kill('SIGKILL');
    },
  };
}
