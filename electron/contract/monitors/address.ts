/** Addresses as people type them: `tcp://db.example.com:5432`, `db.example.com:5432`, `[::1]:80/health`. */

export interface Address {
  /** In lower case; empty: none. */
  readonly scheme: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly hasLogin: boolean;
  /** Path, query and fragment; empty: none. */
  readonly rest: string;
}

const form =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^\s/?#]*@)?(?:\[([0-9a-f:.%]+)\]|([^\s/?#@:[\]]+))(?::(\d{1,5}))?([/?#]\S*)?$/i;

/** Null: not one address with a host. */
export function parseAddress(typed: string): Address | null {
  const parts = form.exec(typed.trim());
  if (parts === null) return null;
  const [, scheme = '', login, inBrackets, name = '', port, rest = ''] = parts;
  return {
    scheme: scheme.toLowerCase(),
    host: inBrackets ?? name,
    port: port === undefined ? null : Number(port),
    hasLogin: login !== undefined,
    rest,
  };
}

/** RFC 3986: an IPv6 address is in brackets. */
export function authority(host: string, port: number): string {
  return `${bracketed(host)}:${String(port)}`;
}

export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
