/** Trouble at receivers of webhooks. */
import type { Socket } from 'node:net';
import { testCertificates, type TestCertificates } from '../../support/certificates.ts';
import { faultyKinds, type FaultyKind } from '../channel.ts';
import { runDelivery, type Recovery } from '../delivery.ts';
import { openHttpReceiver, type HttpTrouble } from '../http-receiver.ts';
import type { FaultLine } from '../line.ts';

const nothing = (): void => undefined;
const reset = (socket: Socket): void => void socket.resetAndDestroy();
const close = (socket: Socket): void => void socket.end();
const write =
  (text: string) =>
  (socket: Socket): void =>
    void socket.write(text);
const writeAndClose =
  (text: string) =>
  (socket: Socket): void =>
    void socket.end(text);

const responds = (status: string, ...headers: readonly string[]): HttpTrouble => ({
  at: 'request',
  act: writeAndClose([`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 0', 'Connection: close', '', ''].join('\r\n')),
});

type Fault = readonly [name: string, trouble: HttpTrouble, recovery?: Recovery];

const transient: readonly Fault[] = [
  ['nothing listens', { at: 'port', act: nothing }],
  ['the connection is reset', { at: 'connection', act: reset }],
  ['the connection is closed', { at: 'connection', act: close }],
  ['silence', { at: 'connection', act: nothing }],
  ['reset within the request', { at: 'head', act: reset }],
  ['silence after the request', { at: 'request', act: nothing }],
  ['closed without a response', { at: 'request', act: close }],
  ['taken, but the connection is reset', { at: 'request', act: reset, takes: true }],
  ['taken, but no response', { at: 'request', act: nothing, takes: true }],
  ['half of the response', { at: 'request', act: writeAndClose('HTTP/1.1 200 O') }],
  [
    'a body that never ends',
    { at: 'request', act: write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok'), takes: true },
  ],
  ['no HTTP', { at: 'request', act: writeAndClose('220 smtp.example.com ESMTP\r\n') }],
  ['408', responds('408 Request Timeout')],
  ['429 with Retry-After', responds('429 Too Many Requests', 'Retry-After: 2')],
  ['500', responds('500 Internal Server Error')],
  ['502', responds('502 Bad Gateway')],
  ['503 with Retry-After', responds('503 Service Unavailable', 'Retry-After: 1')],
  ['503 with a Retry-After of a day', responds('503 Service Unavailable', 'Retry-After: 86400'), 'next alert'],
];

/** Of each kind; those of webhook and Slack are tried in full. */
const ofEveryKind: readonly Fault[] = [
  ['500', responds('500 Internal Server Error')],
  ['429 with Retry-After', responds('429 Too Many Requests', 'Retry-After: 2')],
  ['silence after the request', { at: 'request', act: nothing }],
  ['the connection is reset', { at: 'connection', act: reset }],
  ['taken, but the connection is reset', { at: 'request', act: reset, takes: true }],
  ['404', responds('404 Not Found'), 'test'],
];
const inFull: ReadonlySet<FaultyKind> = new Set(['webhook', 'slack', 'email']);

const permanent: readonly Fault[] = [
  ['400', responds('400 Bad Request'), 'test after three'],
  ['403', responds('403 Forbidden'), 'test'],
  ['404', responds('404 Not Found'), 'test'],
  ['410', responds('410 Gone'), 'test'],
  ['a redirect', responds('302 Found', 'Location: http://127.0.0.1:9/'), 'test'],
];

function lineFor(kind: FaultyKind, [name, trouble, recovery = 'by itself']: Fault): FaultLine {
  const openReceiver = () => openHttpReceiver({ trouble });
  return { name: `${kind}: ${name}`, run: () => runDelivery({ kind, openReceiver, recovery }) };
}

type Troubled = keyof Pick<TestCertificates, 'expired' | 'wrongHost' | 'selfSigned'> | null;

function tlsLine(name: string, troubled: Troubled, act: HttpTrouble['act'] = nothing): FaultLine {
  const trouble: HttpTrouble = { at: 'connection', act };
  const openReceiver = async () => {
    const certificates = await testCertificates();
    const identity = certificates.good;
    return openHttpReceiver({ trouble, identity, troubled: troubled === null ? null : certificates[troubled] });
  };
  const run = () => runDelivery({ kind: 'webhook', openReceiver, isSecure: true, recovery: 'by itself' });
  return { name: `webhook: TLS, ${name}`, run };
}

/** What differs by kind is what a refusal means; the rest is tried at one of them. */
export const httpLines: readonly FaultLine[] = [
  ...transient.map((fault) => lineFor('webhook', fault)),
  ...permanent.map((fault) => lineFor('slack', fault)),
  ...transient.slice(-7).map((fault) => lineFor('slack', fault)),
  ...faultyKinds
    .filter((kind) => !inFull.has(kind))
    .flatMap((kind) => ofEveryKind.map((fault) => lineFor(kind, fault))),
  tlsLine('the handshake is reset', null, reset),
  tlsLine('the handshake hangs', null),
  tlsLine('no TLS at all', null, writeAndClose('HTTP/1.1 400 Bad Request\r\n\r\n')),
  tlsLine('an expired certificate', 'expired'),
  tlsLine("another host's certificate", 'wrongHost'),
  tlsLine('a self-signed certificate', 'selfSigned'),
];
