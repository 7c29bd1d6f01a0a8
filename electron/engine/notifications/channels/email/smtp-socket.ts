/**
 * Connects to a mail server with the program's own lookups: nodemailer asks name servers first, which know neither the
 * hosts file nor mDNS, and hang where they do not respond.
 */
import { connect, type LookupFunction, type Socket } from 'node:net';
import type { SMTPTransportOptions } from 'nodemailer';

type GetSocket = NonNullable<SMTPTransportOptions['getSocket']>;

const connectTimeoutMs = 10_000;

/** @param onConnected once for each connection. */
export function smtpSocket(lookup: LookupFunction, onConnected: (socket: Socket) => void): GetSocket {
  return ({ host = '', port = 0 }, callback) => {
    const connection = connect({ host, port: Number(port), lookup, autoSelectFamily: true });
    const fail = (error: Error): void => callback(error, false);
    connection.setTimeout(connectTimeoutMs, () => {
      connection.destroy(Object.assign(new Error('the server did not respond'), { code: 'ETIMEDOUT' }));
    });
    connection.once('error', fail).once('connect', () => {
      connection.off('error', fail).setTimeout(0);
      onConnected(connection);
      callback(null, { connection });
    });
  };
}
