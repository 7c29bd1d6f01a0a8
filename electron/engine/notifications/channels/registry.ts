/** The rooms of the kinds of channel: a new kind adds one line. */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { ChannelRooms, Pace } from './channel.ts';
import { email } from './email/send-email.ts';
import { native } from './native/send-native.ts';
import { slack } from './slack/send-slack.ts';
import { webhook } from './webhook/send-webhook.ts';

export const channelRooms: ChannelRooms = { native, email, slack, webhook };

export function paceOf({ kind }: Channel): Pace {
  return channelRooms[kind].pace;
}
