/**
 * The one place that knows how the window reaches the engine: through the preload where there is one, else over HTTP
 * with the token that the address carried. The token stays in this tab's session storage and leaves the address at once,
 * so that it is in no bookmark and no history.
 */
import { connectBridge } from '../electron/client/bridge-client.ts';
import { connectHttp } from '../electron/client/http-client.ts';
import type { VigilmonClient } from '../electron/contract/client.ts';
import type { HostSettings } from '../electron/contract/model/program.ts';

const storageKey = 'vigilmon.token';

export interface Connection {
  readonly client: VigilmonClient;
  /** Only where a token is what lets the page in. */
  readonly canSignIn: boolean;
  /** The program is reached otherwise than before: a page goes on there, with the token that holds now. */
  readonly follow: (before: HostSettings, after: HostSettings) => void;
}

/** The token of `#token=...`; null where the address has none. */
export function tokenOf(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token === null || token === '' ? null : token;
}

export function connect(window: Window): Connection {
  if (window.vigilmon !== undefined) {
    return { client: connectBridge(window.vigilmon), canSignIn: false, follow: () => undefined };
  }
  const given = tokenOf(window.location.hash);
  if (given !== null) {
    window.sessionStorage.setItem(storageKey, given);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  const token = window.sessionStorage.getItem(storageKey) ?? '';
  return {
    client: connectHttp({ baseUrl: window.location.origin, token }),
    canSignIn: true,
    follow: (before, after) => followTo(window, before, after),
  };
}

function followTo(window: Window, before: HostSettings, { listener, api }: HostSettings): void {
  const url = listener?.url ?? null;
  const token = api?.token ?? null;
  if (token === null) return;
  if (url !== null && url !== before.listener?.url) window.location.assign(`${url}/#token=${token}`);
  else if (token !== before.api?.token) signIn(window, token);
}

/** Takes a pasted token, or the whole address that holds one, and starts over with it. */
export function signIn(window: Window, pasted: string): void {
  const hash = pasted.includes('#') ? pasted.slice(pasted.indexOf('#')) : '';
  window.sessionStorage.setItem(storageKey, tokenOf(hash) ?? pasted.trim());
  window.location.reload();
}
