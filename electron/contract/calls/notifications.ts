/** Notifications: channels, alert rules, the delivery log and mutes. */
import { z } from 'zod';
import {
  alertEvents,
  alertStatuses,
  notificationEvents,
  type Alert,
  type ChannelExplanation,
  type ChannelTestResult,
  type ChannelView,
  type Mute,
  type Rule,
} from '../model/alert.ts';
import type { Page } from '../model/page.ts';
import { channelInput } from '../channels/schema.ts';
import { muteInput, ruleInput } from '../schemas.ts';
import { longestTemplate, templateFormats } from '../template.ts';
import { atMs, byId, byMonitor, byNumber, id, nothing, paging, takes } from './call.ts';

export const channelCalls = {
  list: takes(nothing).answers<readonly ChannelView[]>(),
  create: takes(channelInput).answers<ChannelView>(),
  update: takes(channelInput).answers<ChannelView>(),
  /** Refused while rules name it, unless they are freed: those that have no other channel are deleted with it. */
  delete: takes(byId.extend({ freesRules: z.boolean().optional() })).answers<null>(),
  /** Sends a test message now. A rejection by the receiver is a value (`accepted: false`), not an error. */
  test: takes(byId).answers<ChannelTestResult>(),
  /** The body that a webhook would send about an example of an outage. Sends nothing. */
  previewWebhook: takes(
    z.strictObject({ format: z.enum(templateFormats), template: z.string().max(longestTemplate).nullable() }),
  ).answers<{ readonly body: string }>(),
};

export const ruleCalls = {
  list: takes(nothing).answers<readonly Rule[]>(),
  replace: takes(z.strictObject({ rules: z.array(ruleInput) })).answers<readonly Rule[]>(),
  /**
   * Which channels would be notified of the event, now or at the given time, by which rules, and what prevents or delays
   * it: every channel, in the order of the rules. A recovery follows the route of its down alert.
   */
  explain: takes(byMonitor.extend({ event: z.enum(alertEvents).optional(), at: atMs.optional() })).answers<
    readonly ChannelExplanation[]
  >(),
};

const alertFilter = z.strictObject({
  incidentId: z.number().int().optional(),
  channelId: id.optional(),
  monitorId: id.optional(),
  event: z.enum(notificationEvents).optional(),
  status: z.enum(alertStatuses).optional(),
  ...paging,
});

export const alertCalls = {
  list: takes(alertFilter).answers<Page<Alert>>(),
};

export const muteCalls = {
  /** The active ones, oldest first. */
  list: takes(nothing).answers<readonly Mute[]>(),
  /**
   * Replaces the mute of the same scope. `until` is at most 31 days ahead (mute-choices.ts has the usual ones); null
   * ends it with the outage, and is a `conflict` for a monitor that is healthy.
   */
  set: takes(muteInput).answers<Mute>(),
  /** Sends the notifications of whatever is still down. */
  clear: takes(byNumber).answers<null>(),
};
