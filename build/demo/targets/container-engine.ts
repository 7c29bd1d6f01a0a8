/** A container engine with two containers, one healthy and one not, by the API of Docker, on a socket. */
import { createServer } from 'node:http';

const image = 'registry.example.com/shop-worker:2.8.1';
const outputs = { shop: '200 OK', broken: 'connect to redis:6379: connection refused' };

export async function openContainerEngine(socket: string, nowMs: number): Promise<void> {
  const server = createServer((request, response) => {
    const isWell = request.url?.includes('broken') !== true;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(inspected(isWell, nowMs)));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
}

function inspected(isWell: boolean, nowMs: number): object {
  const log = Array.from({ length: 5 }, (_, index) => ({
    Start: new Date(nowMs - (5 - index) * 30_000).toISOString(),
    ExitCode: isWell ? 0 : 1,
    Output: isWell ? outputs.shop : outputs.broken,
  }));
  return {
    Name: '/shop-worker',
    RestartCount: isWell ? 2 : 3,
    Config: { Image: image },
    State: { Status: 'running', ExitCode: 0, Health: { Status: isWell ? 'healthy' : 'unhealthy', Log: log } },
  };
}
