/** The channel of a kind that leads to a receiver on a port. */
import type { InputOf } from '../../electron/contract/calls/call.ts';
import type { calls } from '../../electron/contract/calls.ts';
import type { ChannelKind } from '../../electron/contract/channels/registry.ts';

/** The desktop has no receiver. */
export type FaultyKind = Exclude<ChannelKind, 'native'>;

export interface ChannelDraft {
  readonly kind: FaultyKind;
  readonly port: number;
  readonly isSecure?: boolean;
}

type ChannelInput = InputOf<(typeof calls)['channels']['create']>;
type Own<K> = K extends unknown ? Omit<Extract<ChannelInput, { kind: K }>, 'id' | 'name'> : never;
type Make = { readonly [K in FaultyKind]: (server: string, port: number) => Own<K> };

const make: Make = {
  email(_, port) {
    const smtp = { host: '127.0.0.1', port, security: 'none' } as const;
    return { kind: 'email', smtp, from: 'from@example.com', to: ['to@example.com'] };
  },
  slack: (server) => ({ kind: 'slack', webhookUrl: `${server}/hook` }),
  teams: (server) => ({ kind: 'teams', webhookUrl: `${server}/hook` }),
  discord: (server) => ({ kind: 'discord', webhookUrl: `${server}/hook` }),
  telegram: (server) => ({ kind: 'telegram', server, botToken: '123:token', chat: '-100' }),
  googlechat: (server) => ({ kind: 'googlechat', webhookUrl: `${server}/hook` }),
  mattermost: (server) => ({ kind: 'mattermost', webhookUrl: `${server}/hook` }),
  matrix: (server) => ({ kind: 'matrix', homeserver: server, room: '!room:example.org', accessToken: 'token' }),
  ntfy: (server) => ({ kind: 'ntfy', server, topic: 'topic' }),
  pushover: (server) => ({ kind: 'pushover', server, userKey: 'user', token: 'token' }),
  gotify: (server) => ({ kind: 'gotify', server, token: 'token' }),
  pagerduty: (server) => ({ kind: 'pagerduty', server, routingKey: 'key' }),
  apprise: (server) => ({ kind: 'apprise', notifyUrl: `${server}/notify/key` }),
  webhook: (server) => ({ kind: 'webhook', url: `${server}/hook` }),
};

export const faultyKinds = Object.keys(make) as readonly FaultyKind[];

export function channelFor({ kind, port, isSecure = false }: ChannelDraft): ChannelInput {
  const server = `${isSecure ? 'https' : 'http'}://127.0.0.1:${String(port)}`;
  return { id: 'troubled', name: 'Troubled', ...make[kind](server, port) };
}
