/** The addresses that a listener on this computer can bind to: loopback first, then the network's, wildcards last. */
import { networkInterfaces } from 'node:os';

export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // A link-local IPv6 address is meaningless without its interface.
  const usable = all.filter(({ address }) => !/^fe[89ab]/iu.test(address)).map(({ address }) => address);
  const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
  const ordered = [...usable.filter(isLoopback), ...usable.filter((address) => !isLoopback(address))];
  return [...new Set(['127.0.0.1', ...ordered, '0.0.0.0', '::'])];
}
