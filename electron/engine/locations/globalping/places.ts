/** Where Globalping has probes now, counted by country, city and network. Its list says no more of a single probe. */
import { z } from 'zod';
import type { ProbePlaces } from '../../../contract/model/location.ts';
import { NoAnswer } from '../location.ts';
import type { ServiceResponse } from '../service-request.ts';

const probes = z.array(
  z.object({
    location: z.object({ country: z.string(), city: z.string(), network: z.string() }),
    tags: z.array(z.string()),
  }),
);
type Probe = z.output<typeof probes>[number];

const ofDatacenter = 'datacenter-network';

/** Throws `NoAnswer` if it is no such list. */
export function placesIn({ status, text }: ServiceResponse, atMs: number): ProbePlaces {
  if (status !== 200) throw new NoAnswer(status >= 500 || status === 429 ? 'unreachable' : 'rejected', String(status));
  const all = probesIn(text);
  return {
    at: atMs,
    probes: all.length,
    countries: counted(all, ({ location: { country } }) => ({ country })),
    cities: counted(all, ({ location: { country, city } }) => ({ country, city })),
    networks: counted(all, ({ location: { country, network } }) => ({ country, network })),
  };
}

function probesIn(text: string): readonly Probe[] {
  try {
    return probes.parse(JSON.parse(text));
  } catch {
    throw new NoAnswer('unintelligible'); // neither JSON of another shape nor other text
  }
}

/** Most probes first, then by name. */
function counted<K extends object>(
  all: readonly Probe[],
  keyOf: (probe: Probe) => K,
): readonly (K & { readonly probes: number; readonly datacenter: number })[] {
  const counts = new Map<string, { key: K; probes: number; datacenter: number }>();
  for (const probe of all) {
    const key = keyOf(probe);
    const name = JSON.stringify(key);
    const { probes: before, datacenter } = counts.get(name) ?? { probes: 0, datacenter: 0 };
    const isDatacenter = probe.tags.includes(ofDatacenter);
    counts.set(name, { key, probes: before + 1, datacenter: datacenter + (isDatacenter ? 1 : 0) });
  }
  return Array.from(counts)
    .sort(([a, one], [b, other]) => other.probes - one.probes || a.localeCompare(b))
    .map(([, { key, ...count }]) => ({ ...key, ...count }));
}
