/**
 * A port on which nobody answers: its listener never accepts, and its queue is full, so that the kernel leaves further
 * clients waiting. That is as near as the loopback comes to a host that is gone.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface DeafListener {
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Listens, says where, and falls asleep before it could accept anybody. */
const listener = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ host: workerData.host, port: workerData.port, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(workerData.asleep), 0, 0);
});`;

export async function openDeafListener(host: string, port = 0): Promise<DeafListener> {
  const asleep = new SharedArrayBuffer(4);
  const worker = new Worker(listener, { eval: true, workerData: { host, port, asleep } });
  const [listening] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  // A queue of one holds two on Linux.
  for (let index = 0; index < 2; index += 1) {
    const filler = connect({ host, port: listening });
    fillers.push(filler);
    filler.on('error', () => undefined);
    await once(filler, 'connect');
  }
  return {
    host,
    port: listening,
    async close() {
      for (const filler of fillers) filler.destroy();
      Atomics.notify(new Int32Array(asleep), 0);
      await worker.terminate();
    },
  };
}
