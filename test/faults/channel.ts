/** The channel of a kind that leads to a receiver on a port. */
import type { InputOf } from '../../electron/contract/calls/call.ts';
import type { calls } from '../../electron/contract/calls.ts';

export interface ChannelDraft {
  readonly kind: 'slack' | 'webhook' | 'email';
  readonly port: number;
  readonly isSecure?: boolean;
}

type ChannelInput = InputOf<(typeof calls)['channels']['create']>;

export function channelFor({ kind, port, isSecure = false }: ChannelDraft): ChannelInput {
  const url = `${isSecure ? 'https' : 'http'}://127.0.0.1:${String(port)}/hook`;
  const named = { id: 'troubled', name: 'Troubled' };
  switch (kind) {
    case 'slack':
      return { ...named, kind, webhookUrl: url };
    case 'webhook':
      return { ...named, kind, url };
    case 'email': {
      const smtp = { host: '127.0.0.1', port, security: 'none' } as const;
      return { ...named, kind, smtp, from: 'from@example.com', to: ['to@example.com'] };
    }
  }
}
