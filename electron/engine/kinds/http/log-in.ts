/** The login that a server has to ask for first: its challenge is answered once, on the monitor's own origin alone. */
import { keepsSecrets, originOfUrl } from '../../../contract/fields/origin.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import type { ProbeContext } from './connection.ts';
import { digestAnswer } from './digest.ts';
import type { HttpResponse } from './exchange.ts';
import type { ProbeRequest } from './request.ts';

/** Whether the response demands a login that the monitor has. */
export function demandsLogin({ auth }: HttpMonitor, status: number, headers: HttpResponse['headers']): boolean {
  return auth?.type === 'digest' && status === 401 && /\bdigest\b/iu.test(headers['www-authenticate'] ?? '');
}

/** The request with the login; null: the server gets none, since it has had one or is of another origin. */
export function withLogin(
  request: ProbeRequest,
  { headers }: Pick<HttpResponse, 'headers'>,
  { monitor, trace }: ProbeContext,
): ProbeRequest | null {
  const { auth, url } = monitor;
  const isOwn = keepsSecrets(originOfUrl(url), originOfUrl(request.url));
  if (auth?.type !== 'digest' || !isOwn || request.headers['authorization'] !== undefined) return null;
  const login = { username: auth.username, password: typeof auth.password === 'string' ? auth.password : '' };
  const path = request.url.pathname + request.url.search;
  const answer = digestAnswer(headers['www-authenticate'] ?? '', login, { method: request.method, path });
  if (answer === null) return null;
  if ('unsupported' in answer) {
    const peer = trace.address ?? trace.host;
    throw new ProbeError({ code: 'digest-not-supported', facts: { peer, algorithm: answer.unsupported.slice(0, 80) } });
  }
  return { ...request, headers: { ...request.headers, authorization: answer.authorization } };
}
