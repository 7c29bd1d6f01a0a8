/** What each kind of channel does: one more kind is one more line. */
import type { ChannelRooms } from './channel.ts';
import { email } from './email/send-email.ts';
import { native } from './native/send-native.ts';
import { slack } from './slack/send-slack.ts';
import { webhook } from './webhook/send-webhook.ts';

export const channelRooms: ChannelRooms = { native, email, slack, webhook };
