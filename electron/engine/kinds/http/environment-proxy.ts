/**
 * The proxy set in the environment, as curl reads it: `https_proxy`, `http_proxy` and `all_proxy`, but not for the
 * hosts in `no_proxy`.
 */
import { BlockList, isIP } from 'node:net';
import { parseUrl } from '../../../contract/parse-url.ts';
import { ProbeError } from '../../transport/probe-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Null: none. */
export function environmentProxy(target: URL, env: Environment): URL | null {
  if (isExempt(target, valueOf('no_proxy', env)?.text ?? '')) return null;
  const names = [target.protocol === 'https:' ? 'https_proxy' : 'http_proxy', 'all_proxy'];
  const found = names.map((name) => valueOf(name, env)).find((value) => value !== null);
  if (found === undefined) return null;
  const text = found.text.includes('://') ? found.text : `http://${found.text}`;
  const url = parseUrl(text.replace(/^socks(?:5h?)?:/iu, 'socks5:'));
  if (url === null || !/^(?:https?|socks[45]):$/u.test(url.protocol) || url.hostname === '') {
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

/** `example.com` and `.example.com` also stand for what is below it; `10.0.0.0/8` for a network, `*` for everything. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '')
    .toLowerCase();
  const itsPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list.split(/[,\s]+/u).some((entry) => {
    const text = entry.toLowerCase();
    if (text === '*') return true;
    if (text.includes('/')) return isInNetwork(host, text);
    const [, inBrackets, before, wanted] = /^(?:\[([^\]]*)\]|([^:]+))(?::(\d+))?$/u.exec(text) ?? [];
    // More than one colon without brackets is an IPv6 address.
    const name = (inBrackets ?? before ?? text).replace(/^\*?\./u, '').replace(/\.$/u, '');
    if (name === '' || (wanted !== undefined && wanted !== itsPort)) return false;
    // An address has nothing below it.
    return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
  });
}

function isInNetwork(host: string, text: string): boolean {
  const [network = '', bits = ''] = text.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || !/^\d{1,3}$/u.test(bits)) return false;
  if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const networks = new BlockList();
  networks.addSubnet(network, Number(bits), family);
  return networks.check(host, family);
}
