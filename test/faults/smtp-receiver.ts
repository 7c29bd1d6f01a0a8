/**
 * A receiver of mails on a bare socket, so that it can fail at each verb: refuse it, fall silent, hang up or talk
 * nonsense. Healthy, it takes each mail.
 */
import { createServer, type Socket } from 'node:net';
import { parseMail } from '../support/received-mail.ts';
import type { Receiver } from './http-receiver.ts';
import type { Taken } from './line.ts';
import { listenOn, shut } from './port.ts';

export type SmtpStep = 'port' | 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'mail' | 'QUIT';

export interface SmtpTrouble {
  readonly at: SmtpStep;
  /** A line to respond with, `hang`, or `reset`. */
  readonly reply: string;
  /** The mail is taken, but nobody is told. */
  readonly takes?: boolean;
}

interface Message extends Taken {
  isAnswered: boolean;
}

const goodReplies: Readonly<Record<string, string>> = {
  greeting: '220 receiver',
  EHLO: '250 receiver',
  HELO: '250 receiver',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  RSET: '250 ok',
  QUIT: '221 bye',
};

export async function openSmtpReceiver(initial: SmtpTrouble | null): Promise<Receiver> {
  let trouble = initial;
  let met = 0;
  let heldText: string | null = null;
  let isHolding = false;
  const taken: Message[] = [];
  const sockets = new Set<Socket>();

  /** @returns whether the step met the trouble. */
  function meets(step: string, socket: Socket): boolean {
    if (trouble?.at !== step) return false;
    met += 1;
    if (trouble.reply === 'reset') socket.resetAndDestroy();
    else if (trouble.reply !== 'hang') socket.write(`${trouble.reply}\r\n`);
    return true;
  }

  function take(socket: Socket, raw: string): void {
    const { headers, text } = parseMail(raw);
    const message: Message = { text: `${headers.get('subject') ?? ''}\n${text}`, isAnswered: false };
    const isLost = trouble?.at === 'mail';
    if (!isLost || trouble?.takes === true) taken.push(message);
    if (meets('mail', socket)) return;
    if (heldText !== null && message.text.includes(heldText)) {
      heldText = null;
      isHolding = true;
      return;
    }
    message.isAnswered = true;
    socket.write('250 queued\r\n');
  }

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    if (!meets('greeting', socket)) socket.write(`${goodReplies['greeting'] ?? ''}\r\n`);
    let rest = '';
    let isMail = false;
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      rest += chunk;
      for (;;) {
        const end = rest.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const part = rest.slice(0, end);
        rest = rest.slice(end + (isMail ? 5 : 2));
        if (isMail) {
          isMail = false;
          take(socket, part.replace(/^\.\./gmu, '.'));
        } else {
          const verb = part.slice(0, 4).toUpperCase();
          if (meets(verb, socket)) continue;
          isMail = verb === 'DATA';
          socket.write(`${goodReplies[verb] ?? '500 what'}\r\n`);
          if (verb === 'QUIT') socket.end();
        }
      }
    });
  }

  let server = createServer(serve);
  const port = await listenOn(server, 0);
  if (trouble?.at === 'port') await shut(server, sockets);

  return {
    port,
    taken,
    met: () => met,
    async heal() {
      const wasShut = trouble?.at === 'port';
      trouble = null;
      if (!wasShut) await shut(server, sockets);
      server = createServer(serve);
      await listenOn(server, port);
    },
    holdAnswerTo(text) {
      heldText = text;
    },
    isHolding: () => isHolding,
    close: () => shut(server, sockets),
  };
}
