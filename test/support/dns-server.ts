/** A name server for tests: UDP and TCP on one port of 127.0.0.1, with the records that it is given (RFC 1035). */
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

const types = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, CAA: 257 } as const;
type RecordType = keyof typeof types;
const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

export interface Zone {
  /** By `example.test MX`; RDATA as `rdata` makes it. A name without records is unknown. */
  readonly records: Readonly<Record<string, readonly Buffer[]>>;
  /** By name. */
  readonly failing?: Readonly<Record<string, keyof typeof rcodes>>;
  /** Names whose answers are truncated over UDP. */
  readonly truncated?: readonly string[];
  /** Replaces a whole message over UDP; null: nothing is sent. */
  readonly raw?: (question: Buffer) => Buffer | null;
}

interface DnsServer {
  /** `127.0.0.1:54321` */
  readonly address: string;
  /** How many questions came over each. */
  readonly asked: { udp: number; tcp: number };
}

export const rdata = {
  address: (text: string): Buffer => Buffer.from(text.split('.').map(Number)),
  address6: (groups: readonly number[]): Buffer => Buffer.concat(groups.map(uint16)),
  name: nameBytes,
  mx: (priority: number, name: string): Buffer => Buffer.concat([uint16(priority), nameBytes(name)]),
  txt: (...parts: readonly string[]): Buffer => Buffer.concat(parts.map(characterString)),
  srv: (numbers: readonly [number, number, number], name: string): Buffer =>
    Buffer.concat([...numbers.map(uint16), nameBytes(name)]),
  soa: (names: readonly [string, string], numbers: readonly number[]): Buffer =>
    Buffer.concat([...names.map(nameBytes), ...numbers.map(uint32)]),
  caa: (tag: string, value: string): Buffer =>
    Buffer.concat([Buffer.from([0]), characterString(tag), Buffer.from(value)]),
};

export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const asked = { udp: 0, tcp: 0 };
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', (bytes) => {
      asked.tcp += 1;
      const message = responseTo(bytes.subarray(2), zone, false);
      socket.write(Buffer.concat([uint16(message.length), message]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (question, { port: from, address }) => {
    asked.udp += 1;
    const message = zone.raw === undefined ? responseTo(question, zone, true) : zone.raw(question);
    if (message !== null) udp.send(message, from, address);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    udp.close();
    await new Promise((resolve) => tcp.close(resolve));
  });
  return { address: `127.0.0.1:${String(port)}`, asked };
}

function responseTo(question: Buffer, { records, failing = {}, truncated = [] }: Zone, isUdp: boolean): Buffer {
  const { name, type, end } = readQuestion(question);
  const isKnown = Object.keys(records).some((key) => key.startsWith(`${name} `));
  const rcode = rcodes[failing[name] ?? (isKnown ? 'NOERROR' : 'NXDOMAIN')];
  const isCut = isUdp && truncated.includes(name);
  const found = rcode === 0 && !isCut ? (records[`${name} ${typeName(type)}`] ?? []) : [];
  const flags = 0x8180 | (isCut ? 0x0200 : 0) | rcode;
  return Buffer.concat([
    question.subarray(0, 2),
    ...[flags, 1, found.length, 0, 0].map(uint16),
    question.subarray(12, end),
    // 0xc00c points to the name of the question.
    ...found.flatMap((data) => [...[0xc0_0c, type, 1].map(uint16), uint32(300), uint16(data.length), data]),
  ]);
}

function readQuestion(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function typeName(type: number): RecordType | undefined {
  return (Object.keys(types) as RecordType[]).find((name) => types[name] === type);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map(characterString), Buffer.from([0])]);
}

function characterString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
