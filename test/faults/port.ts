import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { pause } from './wait.ts';

const attempts = 100;

/** A port that was just left may take a moment. @returns the port, chosen by the system for 0. */
export async function listenOn(server: Server, port: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(50);
    }
  }
}

export async function shut(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
