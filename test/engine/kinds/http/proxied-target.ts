/** For tests of checks behind a proxy: a target that only the proxy can find, by a name. */
import { beforeEach, onTestFinished } from 'vitest';
import { knownName } from '../../../support/proxies.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';

interface ProxiedTarget {
  readonly server: TargetServer;
  readonly url: string;
}

export const proxyLogin = { username: 'me', password: 'secret' };

export function proxyAt(scheme: string, port: number): string {
  return `${scheme}://127.0.0.1:${String(port)}`;
}

/** @param use is given a new one before each test of the file. */
export function targetForEach(use: (target: ProxiedTarget) => void): void {
  beforeEach(async () => {
    const server = await startTargetServer();
    onTestFinished(server.close);
    use({ server, url: `http://${knownName}:${String(server.port)}/` });
  });
}
