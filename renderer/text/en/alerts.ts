/** Deliveries and channels. */
import type { ChannelStanding } from '../../../electron/contract/channel-standing.ts';
import type { Alert, AlertGroup, ChannelTrouble } from '../../../electron/contract/model/alert.ts';
import { channelTarget } from './channel-kinds.ts';
import { formatExact } from '../../format.ts';
import { listedSome, plural } from './phrases.ts';

function alertTimes({ detectedAt, confirmedAt, sentAt, acceptedAt }: Alert): string {
  const lines: readonly (readonly [string, number | null])[] = [
    ['Detected', detectedAt],
    ['Confirmed', confirmedAt],
    ['Sent', sentAt],
    ['Accepted', acceptedAt],
  ];
  return lines.flatMap(([word, at]) => (at === null ? [] : [`${word} ${formatExact(at)}`])).join('\n');
}

export const alerts = {
  title: 'Alerts',
  lead: 'Rules decide which alerts are sent to which channels.',
  deliveries: 'Deliveries',
  noDeliveries: 'No deliveries yet.',
  noMatch: 'No deliveries match these filters.',
  filters: 'Filter deliveries',
  clearFilters: 'Clear',
  anyMonitor: 'Any monitor',
  anyEvent: 'Any event',
  anyChannel: 'Any channel',
  anyStatus: 'Any status',
  details: 'Delivery details',
  detectedAt: 'Detected',
  confirmedAt: 'Confirmed',
  dueAt: 'Due by rule',
  heldUntil: 'Held until',
  together: ({ size, names }: AlertGroup) =>
    `${plural(size, 'notification', 'notifications')} in one message: ${listedSome(names, size)}`,
  held: 'Quiet hours',
  sentAt: 'Sent',
  acceptedAt: 'Accepted',
  later: (length: string) => `${length} later`,
  attemptsTitle: 'Attempts',
  toIncident: 'Show incident',
  link: 'Link to this delivery',
  detected: 'Detected',
  monitor: 'Monitor',
  event: 'Event',
  channel: 'Channel',
  status: 'Status',
  answer: 'Response',
  /** From detection to acceptance: `Delivered in 21 s`. */
  within: (length: string) => `in ${length}`,
  attempts: (count: number) => `${plural(count, 'attempt', 'attempts')}, last:`,
  times: alertTimes,
};

export const channels = {
  target: channelTarget,
  title: 'Channels',
  add: 'Add channel',
  chooseOne: 'Choose at least one channel.',
  addOf: (noun: string) => `Add ${noun} channel`,
  none: 'No channels yet, so no notifications are sent.',
  off: 'Off',
  broken: 'Not working',
  troubles: {
    silent: 'Accepts nothing',
    rejecting: 'Rejects notifications',
    'gave-up': 'Gave up after a day',
    broken: 'Not working',
    partial: 'Rejects some recipients',
  } satisfies Record<ChannelTrouble, string>,
  /** In front of the time since which. */
  failures: (count: number) => `${plural(count, 'failure', 'failures')} in a row, first`,
  failed: 'Failed',
  worked: 'Delivered',
  unproved: 'Nothing delivered yet',
  standings: {
    off: 'Off',
    untested: 'Not tested yet',
    working: 'Ready',
    failed: 'Last message failed',
    broken: 'Not working',
  } satisfies Record<ChannelStanding, string>,
  test: 'Send test',
  testOf: (name: string) => `Send test to ${name}`,
  testResult: (name: string) => `Test result for ${name}`,
  accepted: (took: string) => `Accepted in ${took}:`,
  refused: (took: string) => `Rejected after ${took}:`,
  edit: 'Edit',
  editOf: (name: string) => `Edit ${name}`,
  moreOf: (name: string) => `More actions for ${name}`,
  delete: 'Delete',
  deleteOf: (name: string) => `Delete ${name}?`,
  deleteWarning: 'Nothing more is sent to this channel, and pending notifications are discarded.',
  deleted: (name: string) => `${name} deleted`,
  losing: 'Rules that continue without it',
  dropping: 'Rules that are deleted because they have no other channel',
  uncovering: 'Monitors left without notifications',
  noneLeft: 'No notifications would be sent at all.',
  saved: (name: string) => `${name} saved`,
  saveAndTest: 'Save and test',
  placeholders: 'Placeholders',
  templatePreview: 'Request body of an example alert',
  works: (name: string) => `${name} saved and tested`,
  savedButRejected: (answer: string) => `Saved, but the test failed: ${answer}`,
  offer: (name: string) => `Send alerts to ${name}?`,
  offerNote: 'The test was delivered, but no rule sends to this channel yet.',
  offerAll: 'All alerts',
  offerCritical: 'Critical outages only',
  notNow: 'Not now',
  enabled: 'Enabled',
};
