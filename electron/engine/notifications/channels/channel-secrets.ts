/** Where a channel's secrets are: the one list by which they are sealed, opened and hidden. */
import type { Channel } from '../../../contract/model/alert.ts';
import type { Secret } from '../../../contract/model/secret.ts';

/** The channel with each secret replaced; `path` is the secret's field (`smtp.password`). */
export function mapChannelSecrets(channel: Channel, map: (secret: Secret, path: string) => Secret): Channel {
  switch (channel.kind) {
    case 'native':
      return channel;
    case 'slack':
      return { ...channel, webhookUrl: map(channel.webhookUrl, 'webhookUrl') };
    case 'email': {
      const { password } = channel.smtp;
      if (password === null) return channel;
      return { ...channel, smtp: { ...channel.smtp, password: map(password, 'smtp.password') } };
    }
  }
}

/** The channel as readers see it. */
export function hideChannelSecrets(channel: Channel): Channel {
  return mapChannelSecrets(channel, () => ({ hasSecret: true }));
}
