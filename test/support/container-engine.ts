/** A container engine on a socket of its own, by the document of Docker's API: it lists and inspects containers. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';

export interface FakeContainer {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly restarts?: number;
  readonly state?: Readonly<Record<string, unknown>>;
}

export interface ContainerEngine {
  readonly socket: string;
  readonly paths: readonly string[];
  /** Instead of containers: exactly this, or nothing at all. */
  readonly behave: (reply: { readonly status: number; readonly body: string } | 'hang') => void;
  readonly close: () => Promise<void>;
}

export async function startContainerEngine(
  directory: string,
  containers: readonly FakeContainer[],
): Promise<ContainerEngine> {
  const socket = join(directory, 'engine.sock');
  const paths: string[] = [];
  let instead: Parameters<ContainerEngine['behave']>[0] | null = null;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    paths.push(url.pathname);
    if (instead === 'hang') return;
    const { status, body } = instead ?? replyTo(url, containers);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await once(server.listen(socket), 'listening');
  return {
    socket,
    paths,
    behave: (reply) => (instead = reply),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function replyTo(url: URL, containers: readonly FakeContainer[]): { status: number; body: string } {
  if (url.pathname === '/containers/json') {
    const { label = [] } = JSON.parse(url.searchParams.get('filters') ?? '{}') as { label?: readonly string[] };
    const all = containers.filter((one) => label.every((wanted) => hasLabel(one, wanted)));
    return { status: 200, body: JSON.stringify(all.map(({ name }) => ({ Id: name, Names: [`/${name}`] }))) };
  }
  const name = decodeURIComponent(/^\/containers\/([^/]+)\/json$/u.exec(url.pathname)?.[1] ?? '');
  const found = containers.find((one) => one.name === name);
  if (found === undefined) return { status: 404, body: JSON.stringify({ message: `No such container: ${name}` }) };
  return { status: 200, body: JSON.stringify(inspectedForm(found)) };
}

function hasLabel({ labels = {} }: FakeContainer, wanted: string): boolean {
  const [name = '', value] = wanted.split('=');
  return Object.hasOwn(labels, name) && (value === undefined || labels[name] === value);
}

function inspectedForm({ name, restarts = 0, state = {} }: FakeContainer): object {
  const running = { Status: 'running', Running: true, Paused: false, Restarting: false, OOMKilled: false, ExitCode: 0 };
  return {
    Id: name,
    Name: `/${name}`,
    RestartCount: restarts,
    Config: { Image: 'postgres:17' },
    State: { ...running, ...state },
  };
}
