import { expect, test } from 'vitest';
import { native } from '../../../electron/contract/channels/native.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import type { ChannelView } from '../../../electron/contract/model/alert.ts';
import { channelInput } from '../../../electron/contract/channels/schema.ts';
import { blankChannel, channelDraftOf, toChannelInput } from '../../../renderer/state/channel-draft.ts';

const health = {
  lastSuccessAt: null,
  lastErrorAt: null,
  lastError: null,
  lastErrorAnswer: null,
  failures: 0,
  failingSince: null,
  trouble: null,
  broken: false,
};
const email: ChannelView = {
  id: 'oncall',
  kind: 'email',
  name: 'On call',
  enabled: true,
  source: 'hand',
  smtp: {
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: 'me',
    password: { hasSecret: true },
    heloName: null,
    trustedCertificates: null,
  },
  from: 'a@example.com',
  replyTo: null,
  to: ['b@example.com', 'c@example.com'],
  health,
};

test.each<ChannelView>([
  email,
  { id: 'ops', kind: 'slack', name: 'Ops', enabled: false, source: 'file', webhookUrl: { hasSecret: true }, health },
  {
    ...defaultsOf(native.fields),
    id: 'desktop',
    kind: 'native',
    name: 'Desktop',
    enabled: true,
    source: 'default',
    health,
  },
])('a $kind channel that is opened and saved unchanged is sent as it was', (channel) => {
  const { source: _source, health: _health, ...rest } = channel;
  expect(channelInput.parse(toChannelInput(channelDraftOf(channel)))).toEqual(rest);
});

test('addresses may be separated by commas, semicolons or line breaks', () => {
  const draft = channelDraftOf(email);
  draft.fields.to = 'a@example.com, On call <b@example.com>\nc@example.com;';
  expect(toChannelInput(draft)).toMatchObject({ to: ['a@example.com', 'On call <b@example.com>', 'c@example.com'] });
});

test('a new email channel starts with STARTTLS on its own port', () => {
  expect(blankChannel('email').fields.smtp).toMatchObject({ security: 'starttls', port: '587' });
});

test('a new channel has no id, and no name unless one was typed', () => {
  expect(toChannelInput(blankChannel('slack'))).toEqual({ kind: 'slack', enabled: true, webhookUrl: '' });
});
