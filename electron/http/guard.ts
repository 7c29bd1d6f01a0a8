/**
 * Who may ask for what; each route names its access. Anyone may send a ping, whose path holds a token of its own. API and
 * page are for this computer's user alone: a request must be addressed to this listener by a name of its own, since a
 * foreign Host is a web page whose name was rebound to this computer. If a browser says where it comes from, it must be
 * from here: a foreign Origin is a web page that makes its reader's browser act. And calls need the token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { refused, type Outcome } from '../contract/refusal.ts';
import { ok } from '../contract/result.ts';

export interface GuardOptions {
  /** As it was given: an address or a name. */
  readonly host: string;
  /** As it is bound. */
  readonly port: number;
  /** This computer's own name, by which it may be called when it listens on all of its addresses. */
  readonly machineName: string;
  /** Null: there is none, so nobody has it. */
  readonly token: string | null;
}

/** `own-address`: addressed to this listener, and from no foreign site. `token`: that, with the API's token. */
export type Access = 'anyone' | 'own-address' | 'token';

export interface Guard {
  readonly check: (access: Access, headers: IncomingHttpHeaders) => Outcome<null>;
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
    // Digests, since the comparison wants equal lengths and must not tell which they are.
    const isToken = tokenDigest !== null && timingSafeEqual(digestOf(given), tokenDigest);
    return isToken ? ok(null) : refused('token-wrong');
  }

  return {
    check(access, headers) {
      if (access === 'anyone') return ok(null);
      const source = checkSource(headers);
      return source.ok && access === 'token' ? checkToken(headers) : source;
    },
  };
}

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** IPv6 addresses stand in brackets there. */
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
