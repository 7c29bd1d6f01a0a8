/** The routes to a target: through the proxy of a monitor, or as the system reaches it. The proxy resolves the name. */
import { parseUrl } from '../../../contract/parse-url.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { cancellable } from '../../transport/cancellable.ts';
import { dialThrough } from '../../transport/dial-through.ts';
import type { Dial, Forward, SocketContext } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import type { Credentials } from '../../transport/proxy-tunnel.ts';
import type { Trust } from '../../transport/trust.ts';
import { environmentProxy } from './environment-proxy.ts';
import { pacRoutes } from './pac-routes.ts';

/** In order of preference; undefined: a direct connection. */
export async function routesTo(
  target: URL,
  { proxy, proxyLogin }: Pick<HttpMonitor, 'proxy' | 'proxyLogin'>,
  context: SocketContext & { readonly trust?: Trust | undefined },
): Promise<readonly (Dial | undefined)[]> {
  if (proxy === null) return [undefined];
  const url = proxy === 'system' ? null : parseUrl(proxy);
  if (url === null) return (await systemRoutes(target, context)).map((route) => through(route, null, context.trust));
  const password = proxyLogin?.password;
  const login = proxyLogin === null ? null : { ...proxyLogin, password: typeof password === 'string' ? password : '' };
  return [through(url, login, context.trust)];
}

async function systemRoutes(target: URL, { systemProxy, deadline }: SocketContext): Promise<readonly (URL | null)[]> {
  if (systemProxy === undefined) return [environmentProxy(target, process.env)];
  // A script may have to be fetched first.
  const answer = await cancellable<string>(deadline, ({ resolve, reject }) => {
    systemProxy(target.href).then(resolve, (error: unknown) => {
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    return () => undefined;
  });
  return pacRoutes(answer);
}

function through(proxy: URL | null, login: Credentials | null, trust: Trust | undefined): Dial | undefined {
  if (proxy === null) return undefined;
  const { connect, forward } = dialThrough(proxy, login ?? loginIn(proxy), trust);
  const failed: Forward['failed'] = (why, detail) =>
    new ProbeError({ code: 'proxy-failed', facts: { proxy: proxy.host, why, detail } });
  const named = (error: unknown): never => {
    if (!(error instanceof ProbeError) || error.failure.code !== 'no-answer') throw error;
    throw failed(error.failure.facts.why, error.failure.facts.detail);
  };
  return {
    connect: (target, context) => connect(target, context).catch(named),
    forward: forward && { ...forward, failed, connect: (context) => forward.connect(context).catch(named) },
  };
}

/** As the environment may hold it. */
function loginIn({ username, password }: URL): Credentials | null {
  if (username === '') return null;
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new ProbeError({ code: 'proxy-not-usable', facts: { name: null } });
  }
}

/** A proxy that cannot be reached is passed over where the system names another way. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof ProbeError) || error.failure.code !== 'proxy-failed') return false;
  return error.failure.facts.why === 'unreachable';
}
