import { expect, it } from 'vitest';
import { recogniseChannel } from '../../../electron/contract/channels/recognise.ts';

const workflow =
  'https://prod-01.westeurope.logic.azure.com/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sig=x';
const automation =
  'https://default1.20.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/2/triggers/manual/paths/invoke?sig=x';
const space = 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t';

it.each([
  ['https://hooks.slack.com/services/T0/B0/x', 'slack'],
  ['https://discord.com/api/webhooks/1/x', 'discord'],
  ['https://ptb.discord.com/api/v10/webhooks/1/x', 'discord'],
  [workflow, 'teams'],
  [automation, 'teams'],
  ['https://example.webhook.office.com/webhookb2/1', 'teams'],
  [space, 'googlechat'],
  ['https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz', 'mattermost'],
])('recognises the webhook %s as %s', (address, kind) => {
  expect(recogniseChannel(` ${address}\n`)).toEqual({ kind, fields: { webhookUrl: address } });
});

it.each([
  ['https://api.telegram.org/bot123:ab-C/sendMessage?chat_id=-100', 'telegram', { botToken: '123:ab-C', chat: '-100' }],
  ['https://ntfy.sh/my-topic', 'ntfy', { topic: 'my-topic' }],
  [
    'https://push.example.com/sub/message?token=Abc',
    'gotify',
    { server: 'https://push.example.com/sub', token: 'Abc' },
  ],
  ['https://matrix.to/#/!room:example.org?via=example.org', 'matrix', { room: '!room:example.org' }],
  ['http://127.0.0.1:8000/notify/my-key', 'apprise', { notifyUrl: 'http://127.0.0.1:8000/notify/my-key' }],
])('reads %s as fields of %s', (address, kind, fields) => {
  expect(recogniseChannel(address)).toEqual({ kind, fields });
});

it.each(['', 'hello', 'https://example.com/health', 'https://slack.com/services/T0/B0/x', 'https://ntfy.sh/docs/faq'])(
  'takes %j for no channel',
  (address) => {
    expect(recogniseChannel(address)).toBeNull();
  },
);
