/**
 * Where a target is, which decides what its failure can mean. Loopback and LAN targets count even while the internet is
 * unreachable; a failure of an internet target then says nothing. The address decides if it is known, otherwise the
 * name: an unresolved name counts as an internet name, except those reserved for local use.
 */
import { isIP } from 'node:net';
import { isLoopbackName } from '../transport/addresses.ts';

type Scope = 'loopback' | 'lan' | 'internet';

/** `host`: of the URL, without port. `address`: what it resolved to; null: not resolved. */
export function scopeOf(host: string, address: string | null): Scope {
  const bare = host.replace(/^\[|\]$/gu, '');
  const known = address ?? (isIP(bare) === 0 ? null : bare);
  return known === null ? scopeOfName(bare.toLowerCase()) : scopeOfAddress(known);
}

/** RFC 6761 (localhost), RFC 6762 (.local), RFC 8375 (.home.arpa), and names without a dot, which resolve only in a LAN. */
function scopeOfName(name: string): Scope {
  if (isLoopbackName(name)) return 'loopback';
  const isLocal = !name.includes('.') || /\.(?:local|lan|internal|home\.arpa)$/u.test(name);
  return isLocal ? 'lan' : 'internet';
}

function scopeOfAddress(address: string): Scope {
  const plain = unmapped(address.toLowerCase());
  return isIP(plain) === 4 ? scopeOfIPv4(plain) : scopeOfIPv6(plain);
}

/** RFC 4291, 2.5.5.2: IPv4-mapped IPv6 addresses. A URL writes the last 32 bits as two groups. */
function unmapped(address: string): string {
  const [, dotted] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/u.exec(address) ?? [];
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/u.exec(address) ?? [];
  if (high === undefined || low === undefined) return dotted ?? address;
  const bytes = [high, low].flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]);
  return bytes.join('.');
}

/** RFC 1918, RFC 3927 (link-local), and RFC 6598, which VPNs such as Tailscale use. */
function scopeOfIPv4(address: string): Scope {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 127 || a === 0) return 'loopback';
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  const isNear = isPrivate || (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127);
  return isNear ? 'lan' : 'internet';
}

/** RFC 4193 (unique local) and RFC 4291 (link-local). */
function scopeOfIPv6(address: string): Scope {
  if (address === '::1' || address === '::') return 'loopback';
  return /^(?:f[cd]|fe[89ab])/u.test(address) ? 'lan' : 'internet';
}

/**
 * Whether this computer has an address in the same private block as the target, so that it could reach it. At home,
 * the office's 10.1.2.3 is out of reach while the VPN is down, and its failure says nothing.
 */
export function isNetworkPresent(target: string, own: readonly string[]): boolean {
  const block = blockOf(target);
  return block === null || own.some((address) => blockOf(address) === block);
}

/** Null: not an address, or not in a private block. */
function blockOf(address: string): string | null {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (isIP(address) !== 4 || scopeOfIPv4(address) !== 'lan') return null;
  if (a === 192) return '192.168';
  if (a === 172) return '172.16';
  return a === 10 ? '10' : `${String(a)}.${a === 100 ? '64' : String(b)}`;
}
