/**
 * The proxy of a monitor, or the one that the environment names, as curl reads it: `https_proxy`, `http_proxy` and
 * `all_proxy`, but not for the hosts in `no_proxy`. The proxy resolves the name.
 */
import { parseUrl } from '../../../contract/parse-url.ts';
import { dialThrough } from '../../transport/dial-through.ts';
import type { Dial } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @param proxy `system` or a URL. @returns undefined: a direct connection. */
export function proxyDial(proxy: string, target: URL, env: Environment): Dial | undefined {
  const found = proxy === 'system' ? systemProxy(target, env) : parseUrl(proxy);
  return found === null ? undefined : through(found);
}

function through(proxy: URL): Dial {
  const { username, password } = proxy;
  const credentials =
    username === '' ? null : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  const dial = dialThrough(proxy, credentials);
  return async (target, context) => {
    try {
      return await dial(target, context);
    } catch (error) {
      if (!(error instanceof ProbeError) || error.failure.code !== 'no-answer') throw error;
      const { why, detail } = error.failure.facts;
      throw new ProbeError({ code: 'proxy-failed', facts: { proxy: proxy.host, why, detail } });
    }
  };
}

/** Null: none. */
export function systemProxy(target: URL, env: Environment): URL | null {
  if (isExempt(target, valueOf('no_proxy', env)?.text ?? '')) return null;
  const names = [target.protocol === 'https:' ? 'https_proxy' : 'http_proxy', 'all_proxy'];
  const found = names.map((name) => valueOf(name, env)).find((value) => value !== null);
  if (found === undefined) return null;
  const text = found.text.includes('://') ? found.text : `http://${found.text}`;
  const url = parseUrl(text.replace(/^socks(?:5h?)?:/iu, 'socks5:'));
  if (url === null || !/^(?:https?|socks5):$/u.test(url.protocol) || url.hostname === '') {
    throw new ProbeError({ code: 'proxy-not-usable', facts: { name: found.name } });
  }
  return url;
}

/** In lower or upper case. */
function valueOf(name: string, env: Environment): { readonly name: string; readonly text: string } | null {
  for (const one of [name, name.toUpperCase()]) {
    const text = env[one]?.trim() ?? '';
    if (text !== '') return { name: one, text };
  }
  return null;
}

/** `example.com` and `.example.com` also stand for what is below it; `*` for everything. */
function isExempt({ hostname, port }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '').toLowerCase();
  return list.split(',').some((entry) => {
    const text = entry.trim().toLowerCase();
    if (text === '*') return true;
    const [, inBrackets, before, itsPort] = /^(?:\[([^\]]*)\]|([^:]+))(?::(\d+))?$/u.exec(text) ?? [];
    // More than one colon without brackets is an IPv6 address.
    const name = (inBrackets ?? before ?? text).replace(/^\*?\./u, '');
    if (name === '' || (itsPort !== undefined && itsPort !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}
