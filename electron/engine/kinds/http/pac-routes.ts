/** The result of a PAC script, as Chromium reports it: `PROXY a:3128; HTTPS b:443; SOCKS5 c:1080; DIRECT`. Pure. `SOCKS` is version 4. */
import { parseUrl } from '../../../contract/parse-url.ts';
import { ProbeError } from '../../transport/probe-error.ts';

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
  SOCKS4: 'socks4',
  SOCKS: 'socks4',
};

/** Null: a direct connection. QUIC is skipped; if nothing else is named, the proxy is not usable. */
export function pacRoutes(answer: string): readonly (URL | null)[] {
  const named = answer.split(';').flatMap((entry) => {
    const [type = '', place = ''] = entry.trim().split(/\s+/u);
    if (type.toUpperCase() === 'DIRECT') return [null];
    const scheme = schemes[type.toUpperCase()];
    const url = scheme === undefined ? null : parseUrl(`${scheme}://${place}`);
    return url === null || url.hostname === '' ? [] : [url];
  });
  if (named.length === 0) throw new ProbeError({ code: 'proxy-not-usable', facts: { name: null } });
  return named;
}
