/** Containers with a health check, as Docker and Podman list them. Pure. */
import { z } from 'zod';
import type { FoundService } from '../../contract/model/discovery.ts';
import { parseJson } from './parse-json.ts';

/** Docker prints ports as text, Podman as records, of which one may be a range. */
const portRecord = z.object({
  host_port: z.number().int(),
  range: z.number().int().nullish(),
  protocol: z.string().nullish(),
});
const container = z.object({
  Names: z.union([z.string(), z.array(z.string())]),
  Ports: z.union([z.string(), z.array(portRecord)]).nullish(),
  Status: z.string(),
});

const hasHealthCheck = /\b(?:healthy|unhealthy|health: starting|starting)\b/;
const published = /(?:^|, )(?:[\d.]+|\[?[\da-f:]*\]?):(\d+)(?:-(\d+))?->[\d-]+\/tcp/g;
const mostPorts = 20;

type Container = Omit<FoundService, 'isHttp'>;

/** `docker ps --format '{{json .}}'`: one object a line. `podman ps --format json`: an array. */
export function parseContainers(text: string): readonly Container[] {
  const whole = parseJson(text);
  const records: readonly unknown[] = Array.isArray(whole) ? whole : text.split('\n').map(parseJson);
  return records.flatMap((record) => {
    const parsed = container.safeParse(record);
    return parsed.success && hasHealthCheck.test(parsed.data.Status) ? servicesOf(parsed.data) : [];
  });
}

function servicesOf({ Names, Ports }: z.infer<typeof container>): readonly Container[] {
  const name = (Array.isArray(Names) ? Names[0] : Names) ?? '';
  const ports = Array.from(new Set(portsOf(Ports))).slice(0, mostPorts);
  return (ports.length === 0 ? [null] : ports).map((port) => ({
    is: 'service',
    source: 'container',
    name,
    host: '127.0.0.1',
    port,
  }));
}

function portsOf(ports: z.infer<typeof container>['Ports']): readonly number[] {
  if (ports === null || ports === undefined) return [];
  if (typeof ports === 'string') {
    return Array.from(ports.matchAll(published)).flatMap(([, first, last]) =>
      range(Number(first), Number(last ?? first)),
    );
  }
  return ports
    .filter(({ host_port, protocol }) => host_port > 0 && (protocol ?? 'tcp') === 'tcp')
    .flatMap(({ host_port: first, range: count }) => range(first, first + (count ?? 1) - 1));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.min(Math.max(last - first + 1, 0), mostPorts) }, (_, index) => first + index);
}
