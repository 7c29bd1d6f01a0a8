/** A mail server on a bare socket that gives a reply of the test's choice at each step. Loopback, on a port of its own. */
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type SmtpStep = 'greeting' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'mail' | 'QUIT';

export interface ScriptedSmtp {
  readonly port: number;
  /** Every command so far, and each mail as it arrived. */
  readonly commands: readonly string[];
  /** From now on; the first reply whose step and text match. */
  readonly replyWith: (...replies: readonly ScriptedReply[]) => void;
  readonly close: () => Promise<void>;
}

interface ScriptedReply {
  readonly at: SmtpStep;
  /** Only to commands that contain it. */
  readonly to?: string;
  readonly reply: string;
}

const good: Readonly<Record<SmtpStep, string>> = {
  greeting: '220 ready',
  EHLO: '250-server\r\n250-STARTTLS\r\n250 AUTH PLAIN',
  HELO: '250 server',
  STARTTLS: '454 not now',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  mail: '250 queued',
  QUIT: '221 bye',
};

function isStep(verb: string): verb is SmtpStep {
  return Object.hasOwn(good, verb);
}

export async function openScriptedSmtp(): Promise<ScriptedSmtp> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let replies: readonly ScriptedReply[] = [];

  const replyTo = (step: SmtpStep, text: string): string =>
    replies.find(({ at, to = '' }) => at === step && text.includes(to))?.reply ?? good[step];

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.write(`${replyTo('greeting', '')}\r\n`);
    let rest = '';
    let isMail = false;
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      rest += chunk;
      for (;;) {
        const mark = isMail ? '\r\n.\r\n' : '\r\n';
        const end = rest.indexOf(mark);
        if (end === -1) return;
        const text = rest.slice(0, end);
        rest = rest.slice(end + mark.length);
        commands.push(text);
        const [verb = ''] = text.toUpperCase().split(/[ :]/u);
        const step = isMail ? 'mail' : verb;
        const reply = isStep(step) ? replyTo(step, text) : '500 unknown';
        isMail = step === 'DATA' && reply.startsWith('3');
        socket.write(`${reply}\r\n`);
        // RFC 5321, 3.8: 421 closes the connection.
        if (step === 'QUIT' || reply.startsWith('421')) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    commands,
    replyWith(...next) {
      replies = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
