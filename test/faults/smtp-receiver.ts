/**
 * A receiver of mails on a bare socket, so that it can fail at each verb: refuse it, fall silent, hang up or talk
 * nonsense. Healthy, it takes each mail.
 */
import { createServer, type Socket } from 'node:net';
import { parseMail } from '../support/received-mail.ts';
import { openReceiver, type Receiver } from './receiver.ts';

export type SmtpStep = 'port' | 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'mail' | 'QUIT';

export interface SmtpTrouble {
  readonly at: SmtpStep;
  /** A line to respond with, `hang`, or `reset`. */
  readonly reply: string;
  /** The mail is taken, but nobody is told. */
  readonly takes?: boolean;
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

export function openSmtpReceiver(initial: SmtpTrouble): Promise<Receiver> {
  let trouble: SmtpTrouble | null = initial;

  return openReceiver(({ accept, meet, keep, take }) => {
    /** @returns whether the step met the trouble. */
    function meets(step: string, socket: Socket): boolean {
      if (trouble?.at !== step) return false;
      meet();
      if (trouble.reply === 'reset') socket.resetAndDestroy();
      else if (trouble.reply !== 'hang') socket.write(`${trouble.reply}\r\n`);
      return true;
    }

    function answer(socket: Socket, raw: string): void {
      const { headers, text } = parseMail(raw);
      const mail = `${headers.get('subject') ?? ''}\n${text}`;
      if (trouble?.at === 'mail' && trouble.takes === true) keep(mail);
      if (!meets('mail', socket)) take(mail, () => socket.write('250 queued\r\n'));
    }

    /** @returns whether a mail follows. */
    function obey(verb: string, socket: Socket): boolean {
      if (meets(verb, socket)) return false;
      socket.write(`${goodReplies[verb] ?? '500 what'}\r\n`);
      if (verb === 'QUIT') socket.end();
      return verb === 'DATA';
    }

    function serve(socket: Socket): void {
      accept(socket);
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
          if (isMail) answer(socket, part.replace(/^\.\./gmu, '.'));
          isMail = !isMail && obey(part.slice(0, 4).toUpperCase(), socket);
        }
      });
    }

    return {
      openServer: () => createServer(serve),
      isShut: trouble?.at === 'port',
      heal() {
        trouble = null;
      },
    };
  });
}
