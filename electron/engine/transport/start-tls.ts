/**
 * What is said in the clear until a server agrees to TLS: RFC 3207 (SMTP), RFC 9051 (IMAP), RFC 2595 (POP3), RFC 4217
 * (FTP), and PostgreSQL's SSLRequest. Nothing may follow the server's consent: whatever did was not protected by TLS.
 */
import type { Socket } from 'node:net';
import { cancellable } from './cancellable.ts';
import { excerpt } from './excerpt.ts';
import type { SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';

export type PrepareTls = (socket: Socket, context: SocketContext) => Promise<void>;

interface Turn {
  /** Null: the server speaks first. */
  readonly send: string | Buffer | null;
  /** The end of the server's turn. */
  readonly until: RegExp;
  /** What it has to match to go on. */
  readonly agrees: RegExp;
}

const maxTurnBytes = 8_192;
const shownCharacters = 80;

/** The last line of a reply has a space after its code (RFC 5321, section 4.2.1). */
const replyEnds = /(?:^|\n)\d{3}(?: [^\n]*)?\r?\n/;
const lineEnds = /\n/;
const taggedEnds = /(?:^|\n)a1 [^\n]*\n/i;
const byteEnds = /^[^]/;
/** Int32 length 8, Int32 80877103. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function command(...words: readonly string[]): string {
  return `${words.join(' ')}\r\n`;
}

const turns = {
  smtp: [
    { send: null, until: replyEnds, agrees: /^220/ },
    { send: command('EHLO', 'vigilmon.invalid'), until: replyEnds, agrees: /^250/ },
    { send: command('STARTTLS'), until: replyEnds, agrees: /^220/ },
  ],
  imap: [
    { send: null, until: lineEnds, agrees: /^\* (?:OK|PREAUTH)/i },
    { send: command('a1', 'STARTTLS'), until: taggedEnds, agrees: /(?:^|\n)a1 OK/i },
  ],
  pop3: [
    { send: null, until: lineEnds, agrees: /^\+OK/i },
    { send: command('STLS'), until: lineEnds, agrees: /^\+OK/i },
  ],
  ftp: [
    { send: null, until: replyEnds, agrees: /^220/ },
    { send: command('AUTH', 'TLS'), until: replyEnds, agrees: /^234/ },
  ],
  postgres: [{ send: sslRequest, until: byteEnds, agrees: /^S/ }],
} as const satisfies Readonly<Record<string, readonly Turn[]>>;

type Protocol = keyof typeof turns;

export const startTls: Readonly<Record<Protocol, PrepareTls>> = {
  smtp: speaking('smtp'),
  imap: speaking('imap'),
  pop3: speaking('pop3'),
  ftp: speaking('ftp'),
  postgres: speaking('postgres'),
};

function speaking(protocol: Protocol): PrepareTls {
  return async (socket, context) => {
    for (const turn of turns[protocol]) {
      if (turn.send !== null) socket.write(turn.send);
      const reply = await receive(socket, turn.until, context);
      const end = turn.until.exec(reply);
      const isWhole = end !== null && end.index + end[0].length === reply.length;
      if (turn.agrees.test(reply) && isWhole) continue;
      const peer = context.trace.address ?? context.trace.host;
      throw new ProbeError({
        code: 'start-tls-refused',
        facts: { peer, protocol, reply: excerpt(reply.trim(), shownCharacters) },
      });
    }
  };
}

/** Reads up to the end of the server's turn, or the limit. */
function receive(socket: Socket, until: RegExp, { deadline }: SocketContext): Promise<string> {
  return cancellable<string>(deadline, ({ resolve, reject }) => {
    let text = '';
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (text.length > maxTurnBytes || until.test(text)) resolve(text);
    };
    const onEnd = (): void => reject(Object.assign(new Error('the server ended'), { code: 'ECONNRESET' }));
    socket.on('data', onData).once('end', onEnd).once('error', reject).resume();
    return () => {
      // TLS reads from the socket's handle from now on.
      socket.pause();
      socket.off('data', onData).off('end', onEnd).off('error', reject);
    };
  });
}
