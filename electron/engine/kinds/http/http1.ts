/** HTTP/1.1 over a connection of its own: an undici client speaks it on this socket. */
import type { Socket } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import { cancellable } from '../../transport/cancellable.ts';
import type { Deadline } from '../../transport/deadline.ts';
import { forgetOnClose } from '../../transport/forget-on-close.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { ConnectionUsedUp } from '../../transport/probe-error.ts';
import { undici } from '../../transport/undici.ts';
import type { BegunResponse, Conversation } from './exchange.ts';
import { httpVersionOf, receiveHead } from './receive-head.ts';
import type { ProbeRequest } from './request.ts';
import { maxHeaderBytes } from './response-head.ts';

const nothing = (): null => null;
const itself = (error: Error): Error => error;

export function speakHttp1(socket: Socket, request: ProbeRequest, context: SocketContext): Conversation {
  // undici reports a body without its end as an error, and ends with its socket.
  return { response: begin(socket, request, context), missingEnd: nothing, causeOf: itself, end: nothing };
}

async function begin(socket: Socket, request: ProbeRequest, context: SocketContext): Promise<BegunResponse> {
  const { timer, trace, deadline } = context;
  let httpVersion = '';
  receiveHead(socket, {
    peer: trace.address ?? trace.host,
    maxBytes: maxHeaderBytes,
    onFirstBytes(bytes) {
      trace.firstBytes = bytes;
      timer.enter('download');
    },
    onHead: (bytes) => (httpVersion = httpVersionOf(bytes)),
  });
  const { statusCode: status, headers, body } = await send(socket, request, deadline);
  return { status, headers, httpVersion, body };
}

function send(
  socket: Socket,
  { url, origin, method, headers, body, target }: ProbeRequest,
  deadline: Deadline,
): Promise<Dispatcher.ResponseData> {
  // The check has its own deadline, so undici's timeouts are disabled.
  const client = new (undici().Client)(origin, {
    connect: connectorFor(socket),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: maxHeaderBytes,
  });
  return cancellable<Dispatcher.ResponseData>(deadline, ({ resolve, reject }) => {
    const path = target ?? url.pathname + url.search;
    client.request({ method, path, headers, body }, (error, response) => {
      if (error !== null) {
        reject(error);
        return;
      }
      // The body may fail before anything reads it, or without being read.
      response.body.on('error', () => undefined);
      forgetOnClose(response.body);
      resolve(response);
    });
    return () => undefined;
  });
}

/** Supplies undici with the socket once. It asks for another if that one closed before the request was sent: then the check has failed. */
function connectorFor(socket: Socket): buildConnector.connector {
  let unused: Socket | null = socket;
  return (_, callback) => {
    const given = unused;
    unused = null;
    // undici does not continue if the callback is called synchronously.
    queueMicrotask(() => {
      if (given === null) callback(new ConnectionUsedUp(), null);
      else callback(null, given);
    });
  };
}
