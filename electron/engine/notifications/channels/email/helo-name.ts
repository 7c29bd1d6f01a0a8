/**
 * The name of this computer in EHLO (RFC 5321, 4.1.1.1 and 4.1.4): its full name if it has one, otherwise one of its
 * addresses as a literal. Servers reject short names, and some of them the literal of a loopback address.
 */
import { hostname, networkInterfaces } from 'node:os';

interface OwnNames {
  readonly hostname: string;
  readonly addresses: readonly { readonly family: string; readonly address: string; readonly internal: boolean }[];
}

export function heloName({ hostname: name, addresses }: OwnNames = ownNames()): string {
  if (/^[a-z\d-]+(?:\.[a-z\d-]+)+$/iu.test(name)) return name;
  const external = addresses.filter(({ internal }) => !internal);
  const v4 = external.find(({ family }) => family === 'IPv4');
  if (v4 !== undefined) return `[${v4.address}]`;
  const v6 = external.find(({ family, address }) => family === 'IPv6' && !address.includes('%'));
  return v6 === undefined ? 'localhost' : `[IPv6:${v6.address}]`;
}

function ownNames(): OwnNames {
  return { hostname: hostname(), addresses: Object.values(networkInterfaces()).flatMap((found) => found ?? []) };
}
