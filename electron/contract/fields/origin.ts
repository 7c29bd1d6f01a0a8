/**
 * Secrets stay with their origin: a stored secret is sent only to the scheme, host and port for which it was entered, or
 * to the same host over TLS, where HTTP becomes HTTPS and both ports are the usual ones. A kind with secrets has to
 * define its origin; the compiler demands it.
 */
import type { Assertion } from '../model/monitor.ts';
import type { HiddenSecret, Secret } from '../model/secret.ts';
import { parseUrl } from '../parse-url.ts';
import type { ValuesOf } from './field.ts';

export interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

type HasSecret<V> = V extends string | number | boolean | null | undefined | readonly Assertion[]
  ? false
  : V extends HiddenSecret
    ? true
    : V extends readonly (infer Item)[]
      ? HasSecret<Item>
      : V extends object
        ? { readonly [K in keyof V]: HasSecret<V[K]> }[keyof V]
        : false;

/** Where the secrets of a record are sent; null: unknown, since the address is not valid or cannot be read. */
type OriginOf<F> = (values: ValuesOf<F>) => Origin | null;

/** The member of a definition, required for fields with secrets. */
export type OriginRule<F> =
  true extends HasSecret<ValuesOf<F>> ? { readonly origin: OriginOf<F> } : { readonly origin?: OriginOf<F> };

const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

export function originOfUrl(url: Secret | URL): Origin | null {
  const parsed = typeof url === 'string' ? parseUrl(url) : url instanceof URL ? url : null;
  if (parsed === null) return null;
  const scheme = parsed.protocol.slice(0, -1);
  const port = parsed.port === '' ? (usualPorts[scheme] ?? 0) : Number(parsed.port);
  return { scheme, host: parsed.hostname, port };
}

/** Whether secrets for `from` may be sent to `to`. */
export function keepsSecrets(from: Origin | null, to: Origin | null): boolean {
  if (from === null || to === null) return from === to;
  if (from.host.toLowerCase() !== to.host.toLowerCase()) return false;
  return (from.scheme === to.scheme && from.port === to.port) || isUpgrade(from, to);
}

function isUpgrade(from: Origin, to: Origin): boolean {
  const isUsual = ({ scheme, port }: Origin): boolean => usualPorts[scheme] === port;
  return from.scheme === 'http' && to.scheme === 'https' && isUsual(from) && isUsual(to);
}
