/**
 * The one place that knows how the window reaches the engine: through the preload if there is one, else over HTTP with
 * the token from the address. The token is kept in this tab's session storage and removed from the address at once, so
 * it appears in no bookmark and no history.
 */
import { connectBridge } from '../electron/client/bridge-client.ts';
import { connectHttp } from '../electron/client/http-client.ts';
import type { VigilmonClient } from '../electron/contract/client.ts';
import type { HostSettings } from '../electron/contract/model/program.ts';
import { text } from './text/text.ts';

const storageKey = 'vigilmon.token';

export interface Connection {
  readonly client: VigilmonClient;
  /** Only on a page that authenticates with a token. */
  readonly canSignIn: boolean;
  /** It has one, which may be wrong. */
  readonly hasToken: boolean;
  /** The listener has moved: a page continues at the new address, with the current token. */
  readonly follow: (before: HostSettings, after: HostSettings) => void;
}

/** The token of `#token=...`; null: none in the address. */
export function tokenOf(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token === null || token === '' ? null : token;
}

export function connect(window: Window): Connection {
  if (window.vigilmon !== undefined) {
    return {
      client: connectBridge(window.vigilmon, text.client),
      canSignIn: false,
      hasToken: false,
      follow: () => undefined,
    };
  }
  const given = tokenOf(window.location.hash);
  if (given !== null) {
    window.sessionStorage.setItem(storageKey, given);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  const token = window.sessionStorage.getItem(storageKey) ?? '';
  return {
    client: connectHttp({
      baseUrl: window.location.origin,
      token,
      languages: navigator.languages.join(),
      words: text.client,
    }),
    canSignIn: true,
    hasToken: token !== '',
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

/** Takes a pasted token, or a whole address containing one, and reloads with it. */
export function signIn(window: Window, pasted: string): void {
  const hash = pasted.includes('#') ? pasted.slice(pasted.indexOf('#')) : '';
  window.sessionStorage.setItem(storageKey, tokenOf(hash) ?? pasted.trim());
  window.location.reload();
}
