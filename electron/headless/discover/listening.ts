/** Ports that programs of this user listen on, and those that containers with a health check publish. Pure. */
import { z } from 'zod';
import type { FoundService } from './candidate.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
}

const listenState = '0A';

/** `/proc/net/tcp` and `tcp6`. @param uid only sockets of this user. */
export function parseProcNet(text: string, uid: number): readonly Listening[] {
  return text.split('\n').flatMap((line): readonly Listening[] => {
    const [, local = '', , state, , , , owner] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== listenState || Number(owner) !== uid) return [];
    return [{ host: hexAddress(address), port: parseInt(port, 16) }];
  });
}

/** Words of four bytes, each in the byte order of the machine, which is little-endian where Vigilmon runs. */
function hexAddress(hex: string): string {
  if (hex.length === 8) {
    const bytes = hex.match(/../g)?.reverse() ?? [];
    return bytes.map((byte) => parseInt(byte, 16)).join('.');
  }
  return /^0{32}$/.test(hex) ? '::' : /^0{24}01000000$/.test(hex) ? '::1' : hex;
}

/** `lsof -nP -a -u USER -iTCP -sTCP:LISTEN -Fn`: lines such as `n127.0.0.1:3000`, `n*:8080`, `n[::1]:5173`. */
export function parseLsof(text: string): readonly Listening[] {
  return text.split('\n').flatMap((line): readonly Listening[] => {
    const [, host, port] = /^n(\*|\[[^\]]+\]|[^:]+):(\d+)$/.exec(line) ?? [];
    if (host === undefined || port === undefined) return [];
    return [{ host: host === '*' ? '0.0.0.0' : host.replace(/[[\]]/g, ''), port: Number(port) }];
  });
}

const container = z.object({
  Names: z.union([z.string(), z.array(z.string())]),
  Ports: z.unknown(),
  Status: z.string(),
});

/** `docker ps --format '{{json .}}'`: one object a line. Only containers with a health check. */
export function parseContainers(text: string): readonly Omit<FoundService, 'isHttp'>[] {
  return text.split('\n').flatMap((line) => {
    const parsed = container.safeParse(parseLine(line));
    if (!parsed.success || !/\((?:un)?healthy\)|\(health: starting\)/.test(parsed.data.Status)) return [];
    const { Names, Ports } = parsed.data;
    const name = Array.isArray(Names) ? (Names[0] ?? '') : Names;
    const published =
      typeof Ports === 'string' ? Ports.matchAll(/(?:^|, )(?:[\d.]+|\[?[\da-f:]*\]?):(\d+)->\d+\/tcp/g) : [];
    const ports = new Set(Array.from(published, ([, port]) => Number(port)));
    return Array.from(ports, (port) => ({
      is: 'service' as const,
      source: 'container' as const,
      name,
      host: '127.0.0.1',
      port,
    }));
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // not an object: a warning between the lines
  }
}

/** As this computer reaches it. */
export function reachable({ host, port }: Listening): Listening {
  return { host: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port };
}
