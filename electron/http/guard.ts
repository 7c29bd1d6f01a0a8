/**
 * Who may request what; each route names its access level. Anyone may send a ping, whose path contains a token of its
 * own. API and page are for this computer's user alone: a request must address this listener by one of its own names,
 * since a foreign Host means that a web page's name was rebound to this computer. An Origin, if there is one, must be
 * ours: a foreign one is a web page acting through its reader's browser. Calls also need the token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../contract/loopback.ts';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';

export interface GuardOptions {
  /** As configured: an address or a name. */
  readonly host: string;
  /** As bound. */
  readonly port: number;
  /** This computer's own name, which is accepted when the listener is bound to all addresses. */
  readonly machineName: string;
  /** Null: no token exists, so no request is authorized. */
  readonly token: string | null;
}

/**
 * `own-address`: addressed to this listener and not from a foreign site. `this-computer`: additionally from a loopback
 * address. `token`: additionally with the API token, from wherever.
 */
export type Access = 'anyone' | 'own-address' | 'this-computer' | 'token';

export interface Guard {
  /** @param from the address of the other side. */
  readonly check: (access: Access, headers: IncomingHttpHeaders, from: string) => Outcome<null>;
}

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export function createGuard(options: GuardOptions): Guard {
  const names = new Set([...loopbackNames, inUrl(options.host).toLowerCase()]);
  const isEverywhere = isWildcard(options.host);
  const tokenDigest = options.token === null ? null : digestOf(options.token);

  function isOurs(host: string): boolean {
    const { name, port } = splitHost(host);
    if (port !== options.port) return false;
    // Rebinding needs a name; an address in the Host header is where the request really went.
    return names.has(name) || (isEverywhere && (isAddress(name) || name === options.machineName.toLowerCase()));
  }

  function checkSource({ host, origin }: IncomingHttpHeaders): Outcome<null> {
    if (host === undefined || !isOurs(host.toLowerCase())) {
      return refused('foreign-host');
    }
    const isForeign = origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`;
    return isForeign ? refused('foreign-origin') : ok(null);
  }

  function checkToken({ authorization }: IncomingHttpHeaders): Outcome<null> {
    const given = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (given === undefined) return refused('token-missing');
    // Compared as digests: the comparison needs equal lengths and must not reveal which differ.
    const isToken = tokenDigest !== null && timingSafeEqual(digestOf(given), tokenDigest);
    return isToken ? ok(null) : refused('token-wrong');
  }

  return {
    check(access, headers, from) {
      if (access === 'anyone') return ok(null);
      const source = checkSource(headers);
      if (!source.ok) return source;
      if (access === 'this-computer' && !isLoopback(from)) return refused('foreign-computer');
      return access === 'token' ? checkToken(headers) : source;
    },
  };
}

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** IPv6 addresses are in brackets in a Host header. */
export function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function splitHost(host: string): { readonly name: string; readonly port: number } {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host);
  return { name: match?.[1] ?? '', port: match?.[2] === undefined ? 80 : Number(match[2]) };
}

function isAddress(name: string): boolean {
  return isIP(name) === 4 || (name.startsWith('[') && isIP(name.slice(1, -1)) === 6);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
