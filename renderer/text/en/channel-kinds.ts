/** Each kind of channel: its name, its target, and its form. */
import type {
  Channel,
  channelDefinitions,
  ChannelKind,
  ChannelOf,
} from '../../../electron/contract/channels/registry.ts';
import type { FieldTexts } from '../field-text.ts';
import { listed } from './phrases.ts';

interface ChannelWords<K extends ChannelKind> {
  readonly name: string;
  /** Its name within a sentence. */
  readonly noun: string;
  /** The channel's target, after the name of its kind: ` to a@example.com via smtp.example.com`. */
  readonly target: (channel: ChannelOf<K>) => string;
  /** Shown above its form; absent: its fields need no explanation. */
  readonly note?: string;
  readonly fields: FieldTexts<(typeof channelDefinitions)[K]['fields']>;
  /** For kinds that are among the next steps of a new user. */
  readonly step?: { readonly title: string; readonly note: string; readonly add: string };
}

const presences = { lasting: 'Until closed', normal: 'Briefly', quiet: 'Briefly, silent' };

export const channelKinds: { readonly [K in ChannelKind]: ChannelWords<K> } = {
  native: {
    name: 'Desktop notification',
    noun: 'desktop notification',
    target: () => '',
    note: 'Shown on the desktop of the computer running Vigilmon. Do Not Disturb and focus modes still apply.',
    fields: {
      critical: { label: 'Critical monitors', choices: presences },
      warning: { label: 'Warning monitors', choices: presences },
      info: { label: 'Info monitors', choices: presences },
    },
    step: { title: 'Desktop notifications', note: 'On the computer running Vigilmon.', add: 'Add desktop' },
  },
  email: {
    name: 'Email',
    noun: 'email',
    target: ({ to, smtp }) => ` to ${listed(to)} via ${smtp.host}`,
    fields: {
      smtp: {
        label: 'SMTP server',
        fields: {
          host: { label: 'SMTP server' },
          port: { label: 'Port' },
          security: { label: 'Security', choices: { none: 'None', starttls: 'STARTTLS', tls: 'TLS' } },
          username: { label: 'Username', hint: 'Leave empty for no authentication.' },
          password: { label: 'Password' },
          heloName: {
            label: 'HELO name',
            hint: 'Optional. The name of this computer in the SMTP greeting, for servers that reject the default.',
          },
          trustedCertificates: {
            label: 'Trusted certificates',
            hint: 'Optional, PEM. For a server whose certificate is self-signed or from your own authority.',
          },
        },
      },
      from: { label: 'From' },
      replyTo: { label: 'Reply to', hint: 'Optional. Where replies go instead.' },
      to: { label: 'To', hint: 'Separate multiple addresses with commas.' },
    },
    step: { title: 'Email', note: 'Through your SMTP server.', add: 'Add email' },
  },
  slack: {
    name: 'Slack',
    noun: 'Slack',
    target: () => '',
    fields: {
      webhookUrl: {
        label: 'Webhook URL',
        hint: 'From your Slack app: Incoming Webhooks, Add New Webhook to Workspace.',
      },
    },
    step: { title: 'Slack', note: 'Through an incoming webhook.', add: 'Add Slack' },
  },
  teams: {
    name: 'Microsoft Teams',
    noun: 'Microsoft Teams',
    target: () => '',
    fields: {
      webhookUrl: {
        label: 'Workflow URL',
        hint: 'From Workflows in Teams: Send webhook alerts to a channel, or to a chat.',
      },
    },
  },
  discord: {
    name: 'Discord',
    noun: 'Discord',
    target: () => '',
    fields: {
      webhookUrl: {
        label: 'Webhook URL',
        hint: 'From the channel settings in Discord: Integrations, Webhooks, New Webhook.',
      },
    },
  },
  telegram: {
    name: 'Telegram',
    noun: 'Telegram',
    target: ({ chat }) => ` to ${chat}`,
    fields: {
      botToken: { label: 'Bot token', hint: 'From @BotFather. Start a chat with the bot, or add it to the group.' },
      chat: {
        label: 'Chat',
        hint: 'Its ID, which the bot’s getUpdates shows once you have written to it, or @name of a public channel.',
      },
      thread: { label: 'Topic', hint: 'Optional. The ID of a topic in a group with topics.' },
      server: { label: 'Bot API server', hint: 'Change it only if you run your own server.' },
    },
  },
  googlechat: {
    name: 'Google Chat',
    noun: 'Google Chat',
    target: () => '',
    note: 'Messages about the same outage share a thread.',
    fields: {
      webhookUrl: { label: 'Webhook URL', hint: 'From the space in Google Chat: Apps & integrations, Webhooks.' },
    },
  },
  matrix: {
    name: 'Matrix',
    noun: 'Matrix',
    target: ({ room }) => ` to ${room}`,
    fields: {
      homeserver: { label: 'Homeserver' },
      room: {
        label: 'Room ID',
        hint: 'From the room settings, under Advanced. The account must have joined the room.',
      },
      accessToken: {
        label: 'Access token',
        hint: 'Of the account that posts: in Element, under Help & About. Messages are not encrypted.',
      },
    },
  },
  ntfy: {
    name: 'ntfy',
    noun: 'ntfy',
    target: ({ server }) => ` via ${server}`,
    fields: {
      server: { label: 'Server' },
      topic: { label: 'Topic', hint: 'Whoever knows the topic of a public server can read and send to it.' },
      token: { label: 'Access token', hint: 'Optional. For topics that need a login.' },
    },
  },
  pushover: {
    name: 'Pushover',
    noun: 'Pushover',
    target: ({ device }) => (device === null ? '' : ` to ${device}`),
    fields: {
      userKey: { label: 'User key', hint: 'From your account on pushover.net, or that of a group.' },
      token: { label: 'API token', hint: 'From an application that you create on pushover.net.' },
      device: { label: 'Device', hint: 'Optional. Without it, all devices are notified.' },
      isInsistent: { label: 'Repeat critical outages until confirmed on the phone' },
      server: { label: 'Server' },
    },
  },
  gotify: {
    name: 'Gotify',
    noun: 'Gotify',
    target: ({ server }) => ` via ${server}`,
    fields: {
      server: { label: 'Server' },
      token: { label: 'Application token', hint: 'From Apps in Gotify, not from Clients.' },
    },
  },
  mattermost: {
    name: 'Mattermost',
    noun: 'Mattermost',
    target: () => '',
    fields: {
      webhookUrl: { label: 'Webhook URL', hint: 'From Mattermost: Integrations, Incoming Webhooks.' },
    },
  },
  pagerduty: {
    name: 'PagerDuty',
    noun: 'PagerDuty',
    target: () => '',
    note: 'Each outage opens one alert. Acknowledging the outage acknowledges the alert, and recovery resolves it.',
    fields: {
      routingKey: { label: 'Integration key', hint: 'From the service: Integrations, Events API V2.' },
      server: { label: 'Server', hint: 'In the EU region: https://events.eu.pagerduty.com.' },
    },
  },
  apprise: {
    name: 'Apprise',
    noun: 'Apprise',
    target: ({ tag }) => (tag === null ? '' : ` to ${tag}`),
    note: 'An Apprise API server passes messages on to more than a hundred services.',
    fields: {
      notifyUrl: { label: 'URL', hint: 'The notify URL of a configuration on the server.' },
      tag: { label: 'Tag', hint: 'Optional. Only services with this tag are notified.' },
    },
  },
  webhook: {
    name: 'Webhook',
    noun: 'webhook',
    target: () => '',
    fields: {
      url: { label: 'URL', hint: 'Kept as a secret, since it may contain a token.' },
      method: { label: 'Method', choices: { POST: 'POST', PUT: 'PUT', PATCH: 'PATCH' } },
      format: { label: 'Format', choices: { json: 'JSON', form: 'Form' } },
      headers: { label: 'Headers' },
      template: {
        label: 'Template',
        hint: 'Leave empty for the default payload. JSON, or name=value lines for a form, with {{placeholders}}.',
      },
      signingSecret: {
        label: 'Signing secret',
        hint: 'Optional. Each request then has an X-Vigilmon-Signature header, so that the receiver can verify it.',
      },
    },
  },
};

/** The target, after the name of the kind. */
export function channelTarget(channel: Channel): string {
  return targetOf(channel.kind, channel);
}

function targetOf<K extends ChannelKind>(kind: K, channel: ChannelOf<K>): string {
  return channelKinds[kind].target(channel);
}
