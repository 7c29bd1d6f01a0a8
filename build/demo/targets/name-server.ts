/** A name server that knows one name (RFC 1035, section 4), on a free port of the loopback address. */
import { createSocket } from 'node:dgram';

const known = 'shop.example.com';
const addresses = [
  [192, 0, 2, 20],
  [192, 0, 2, 21],
] as const;
const headBytes = 12;
const noSuchName = 3;

export async function openNameServer(): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => socket.send(answerTo(question), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

function answerTo(question: Buffer): Buffer {
  const nameEnd = question.indexOf(0, headBytes);
  const isKnown = nameIn(question.subarray(headBytes, nameEnd)) === known;
  const head = Buffer.from(question.subarray(0, nameEnd + 5));
  // A response, with recursion; the records of the question alone.
  head.writeUInt16BE(0x8180 | (isKnown ? 0 : noSuchName), 2);
  head.writeUInt16BE(isKnown ? addresses.length : 0, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => [0xc0, headBytes, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address]);
  return Buffer.concat([head, Buffer.from(isKnown ? records.flat() : [])]);
}

function nameIn(labels: Buffer): string {
  const parts: string[] = [];
  for (let at = 0; at < labels.length; at += 1 + (labels[at] ?? 0)) {
    parts.push(labels.toString('latin1', at + 1, at + 1 + (labels[at] ?? 0)));
  }
  return parts.join('.').toLowerCase();
}
