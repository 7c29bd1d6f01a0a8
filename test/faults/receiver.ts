/**
 * What the receivers of both protocols share: which messages were taken, the response that is held back, and a server
 * that recovers on the same port.
 */
import type { Server, Socket } from 'node:net';
import type { Taken } from './line.ts';
import { listenOn, shut } from './port.ts';

export interface Receiver {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** Connections that have met the trouble so far; where nothing listens, none. */
  readonly met: () => number;
  readonly heal: () => Promise<void>;
  /** The next message that contains `text` is taken, and its response is held back until the connection ends. */
  readonly holdAnswerTo: (text: string) => void;
  readonly isHolding: () => boolean;
  readonly close: () => Promise<void>;
}

interface Ledger {
  /** For each connection. */
  readonly accept: (socket: Socket) => void;
  readonly meet: () => void;
  /** The message is taken without a response. */
  readonly keep: (text: string) => void;
  /** The message is taken, and `respond` is called unless its response is held back. */
  readonly take: (text: string, respond: () => void) => void;
}

interface ReceiverParts {
  /** A server that does not listen yet, in the current state of the trouble. */
  readonly openServer: () => Server;
  /** Until it is healed nothing listens. */
  readonly isShut: boolean;
  readonly heal: () => void;
}

interface Message extends Taken {
  isAnswered: boolean;
}

export async function openReceiver(partsOf: (ledger: Ledger) => ReceiverParts): Promise<Receiver> {
  let met = 0;
  let heldText: string | null = null;
  let isHolding = false;
  const taken: Message[] = [];
  const sockets = new Set<Socket>();
  const parts = partsOf({
    accept(socket) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    },
    meet: () => (met += 1),
    keep: (text) => taken.push({ text, isAnswered: false }),
    take(text, respond) {
      const isHeld = heldText !== null && text.includes(heldText);
      taken.push({ text, isAnswered: !isHeld });
      if (!isHeld) {
        respond();
        return;
      }
      heldText = null;
      isHolding = true;
    },
  });
  let server = parts.openServer();
  const port = await listenOn(server, 0);
  if (parts.isShut) await shut(server, sockets);

  return {
    port,
    taken,
    met: () => met,
    async heal() {
      parts.heal();
      if (!parts.isShut) await shut(server, sockets);
      server = parts.openServer();
      await listenOn(server, port);
    },
    holdAnswerTo(text) {
      heldText = text;
    },
    isHolding: () => isHolding,
    close: () => shut(server, sockets),
  };
}
