/** The rooms of all kinds by name. A new kind is one room and one line here. */
import type {
  Monitor,
  MonitorKind,
  MonitorOf,
  PingedMonitor,
  ProbedKind,
  ProbedMonitor,
} from '../../contract/monitors/registry.ts';
import { certificateRoom } from './certificate/room.ts';
import { dnsRoom } from './dns/room.ts';
import { commandRoom } from './command/room.ts';
import { containerRoom } from './container/room.ts';
import { domainRoom } from './domain/room.ts';
import { heartbeatRoom } from './heartbeat/room.ts';
import { httpRoom } from './http/room.ts';
import { metricRoom } from './metric/room.ts';
import { pingRoom } from './ping/room.ts';
import { tcpRoom } from './tcp/room.ts';
import type { KindRoom, PingedRoom, ProbedRoom, ProbeFn } from './kind.ts';

const rooms: { readonly [K in MonitorKind]: KindRoom<MonitorOf<K>> } = {
  http: httpRoom,
  tcp: tcpRoom,
  ping: pingRoom,
  dns: dnsRoom,
  command: commandRoom,
  container: containerRoom,
  domain: domainRoom,
  metric: metricRoom,
  certificate: certificateRoom,
  heartbeat: heartbeatRoom,
};

export type ProbeRegistry = { readonly [K in ProbedKind]?: ProbeFn<MonitorOf<K>> };

/** The room of a monitor's kind, typed for any kind. */
export function probedRoom({ kind }: ProbedMonitor): ProbedRoom<ProbedMonitor> {
  return roomOf(kind) as ProbedRoom<ProbedMonitor>;
}

export function pingedRoom({ kind }: PingedMonitor): PingedRoom<PingedMonitor> {
  return roomOf(kind) as PingedRoom<PingedMonitor>;
}

function roomOf(kind: Monitor['kind']): unknown {
  return rooms[kind];
}
