/**
 * The address of the page in messages. A listener on all addresses is named by the first IPv4 address of the network,
 * which every device there reaches, and by the computer's name where there is none; one on a single address by that.
 */
import { hostname, networkInterfaces } from 'node:os';
import { inUrl, isWildcard } from './guard.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

export function pageUrlOf({ host, port }: Place, interfaces = networkInterfaces()): string {
  const name = isWildcard(host) ? (networkAddress(interfaces) ?? hostname()) : host;
  return `http://${inUrl(name)}:${port}`;
}

/** Not one that a computer without a network gives itself. */
function networkAddress(interfaces: ReturnType<typeof networkInterfaces>): string | undefined {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    ?.address;
}
