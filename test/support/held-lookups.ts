/** Lookups under the test's hand: none ends before `answer`. */
import type { LookupReply, LookupRequest, StartLookupHelper } from '../../electron/engine/ports.ts';

type Addresses = Extract<LookupReply, { addresses: unknown }>['addresses'];

interface HeldHelper {
  /** The names that it was asked for and has not answered. */
  readonly held: () => readonly string[];
  readonly hasEnded: () => boolean;
  /** It ends by itself. */
  readonly crash: () => void;
}

export interface HeldLookups {
  readonly start: StartLookupHelper;
  /** In the order in which they were started. */
  readonly helpers: readonly HeldHelper[];
  /** The names that no running helper has answered. */
  readonly held: () => readonly string[];
  /** All that ask for the name, now and, with `isLasting`, from now on. */
  readonly answer: (host: string, answer: Addresses | string, isLasting?: boolean) => void;
}

export const loopback: Addresses = [{ address: '127.0.0.1', family: 4 }];

export function holdLookups(): HeldLookups {
  const helpers: HeldHelper[] = [];
  const answerings = new Set<(host: string, answer: Addresses | string) => void>();
  const lasting = new Map<string, Addresses | string>();
  const start: StartLookupHelper = ({ onReply, onEnded }) => {
    const requests = new Map<number, LookupRequest>();
    let hasEnded = false;
    const reply = ({ id }: LookupRequest, answer: Addresses | string): void => {
      requests.delete(id);
      if (!hasEnded) onReply(typeof answer === 'string' ? { id, error: answer } : { id, addresses: answer });
    };
    answerings.add((host, answer) => {
      for (const request of [...requests.values()]) if (request.host === host) reply(request, answer);
    });
    helpers.push({
      held: () => Array.from(requests.values(), ({ host }) => host),
      hasEnded: () => hasEnded,
      crash() {
        hasEnded = true;
        onEnded();
      },
    });
    return {
      ask(request) {
        requests.set(request.id, request);
        const answer = lasting.get(request.host);
        if (answer !== undefined) queueMicrotask(() => reply(request, answer));
      },
      end() {
        hasEnded = true;
      },
    };
  };
  return {
    start,
    helpers,
    held: () => helpers.filter(({ hasEnded }) => !hasEnded()).flatMap(({ held }) => held()),
    answer(host, answer, isLasting = false) {
      if (isLasting) lasting.set(host, answer);
      for (const answering of answerings) answering(host, answer);
    },
  };
}
