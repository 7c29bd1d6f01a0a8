/**
 * What registries answer (RFC 9083) and which registry is asked (RFC 9224). A registry may leave out anything, and in
 * many country domains it leaves out the date of expiration.
 */
import { z } from 'zod';
import { oneLine } from '../../../contract/plain-text.ts';

export interface Registration {
  /** Null: the registry does not tell. */
  readonly expiresAt: number | null;
  readonly registeredAt: number | null;
  readonly changedAt: number | null;
  readonly registrar: string | null;
  readonly status: readonly string[];
}

const event = z.object({ eventAction: z.string(), eventDate: z.string() });
const entity = z.object({ roles: z.array(z.string()).catch([]), vcardArray: z.unknown().optional() });
const answer = z.object({
  objectClassName: z.literal('domain'),
  events: z.array(z.unknown()).catch([]),
  entities: z.array(z.unknown()).catch([]),
  status: z.array(z.string()).catch([]),
});

const longest = 200;
const mostStatuses = 10;

/** Null: it is not an answer about a domain. */
export function readRegistration(json: unknown): Registration | null {
  const read = answer.safeParse(json);
  if (!read.success) return null;
  const { events, entities, status } = read.data;
  const dateOf = (action: string): number | null => {
    for (const one of events) {
      const { data } = event.safeParse(one);
      const at =
        data?.eventAction.toLowerCase().replaceAll(' ', '-') === action ? Date.parse(data.eventDate) : Number.NaN;
      if (Number.isFinite(at)) return at;
    }
    return null;
  };
  return {
    expiresAt: dateOf('expiration'),
    registeredAt: dateOf('registration'),
    changedAt: dateOf('last-changed'),
    registrar: registrarIn(entities),
    status: status.slice(0, mostStatuses).map((one) => oneLine(one, longest)),
  };
}

function registrarIn(entities: readonly unknown[]): string | null {
  for (const one of entities) {
    const { data } = entity.safeParse(one);
    if (data?.roles.includes('registrar') !== true) continue;
    const name = formattedName(data.vcardArray);
    if (name !== null) return name;
  }
  return null;
}

/** jCard (RFC 7095): `["vcard", [["fn", {}, "text", "Example Registrar"]]]` */
function formattedName(vcard: unknown): string | null {
  const properties: unknown = Array.isArray(vcard) ? vcard[1] : null;
  if (!Array.isArray(properties)) return null;
  const name: unknown = properties.find((property: unknown) => Array.isArray(property) && property[0] === 'fn');
  const value: unknown = Array.isArray(name) ? name[3] : null;
  return typeof value === 'string' && value.trim() !== '' ? oneLine(value, longest) : null;
}

/** Of each domain with a registry, without a dot: the base URL of its server. */
export type Bootstrap = ReadonlyMap<string, string>;

const bootstrapFile = z.object({ services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])) });

/** Null: it is not the file. */
export function readBootstrap(json: unknown): Bootstrap | null {
  const read = bootstrapFile.safeParse(json);
  if (!read.success) return null;
  return new Map(
    read.data.services.flatMap(([domains, urls]) => {
      const url = urls.find((one) => one.startsWith('https://')) ?? urls[0];
      return url === undefined ? [] : domains.map((domain) => [domain.toLowerCase(), url] as const);
    }),
  );
}

/** The entry with the most labels applies. @returns null: the registry has no RDAP. */
export function serverFor(domain: string, bootstrap: Bootstrap): string | null {
  const labels = domain.toLowerCase().split('.');
  for (let from = 1; from < labels.length; from += 1) {
    const server = bootstrap.get(labels.slice(from).join('.'));
    if (server !== undefined) return server;
  }
  return null;
}

/** @param server with or without a slash at its end. */
export function domainUrl(server: string, domain: string): URL {
  return new URL(`domain/${encodeURIComponent(domain)}`, server.endsWith('/') ? server : `${server}/`);
}
