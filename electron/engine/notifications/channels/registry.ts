/** The rooms of the kinds of channel: a new kind adds one line. */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { ChannelRooms, Pace } from './channel.ts';
import { apprise } from './apprise/send-apprise.ts';
import { discord } from './discord/send-discord.ts';
import { email } from './email/send-email.ts';
import { googlechat } from './googlechat/send-googlechat.ts';
import { gotify } from './gotify/send-gotify.ts';
import { mattermost } from './mattermost/send-mattermost.ts';
import { matrix } from './matrix/send-matrix.ts';
import { native } from './native/send-native.ts';
import { ntfy } from './ntfy/send-ntfy.ts';
import { pagerduty } from './pagerduty/send-pagerduty.ts';
import { pushover } from './pushover/send-pushover.ts';
import { slack } from './slack/send-slack.ts';
import { teams } from './teams/send-teams.ts';
import { telegram } from './telegram/send-telegram.ts';
import { webhook } from './webhook/send-webhook.ts';

export const channelRooms: ChannelRooms = {
  native,
  email,
  slack,
  teams,
  discord,
  telegram,
  googlechat,
  mattermost,
  matrix,
  ntfy,
  pushover,
  gotify,
  pagerduty,
  apprise,
  webhook,
};

export function paceOf({ kind }: Channel): Pace {
  return channelRooms[kind].pace;
}
