/** Deliveries and channels. */
import type { Alert, ChannelView } from '../../../electron/contract/model/alert.ts';
import { formatExact } from '../../format.ts';
import { listed } from './phrases.ts';

/** Where a channel leads, behind its kind: ` to a@example.com by smtp.example.com`. */
function channelTarget(channel: ChannelView): string {
  return channel.kind === 'email' ? ` to ${listed(channel.to)} by ${channel.smtp.host}` : '';
}

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
  lead: 'Channels are the ways to you. Rules say what goes which way.',
  deliveries: 'Deliveries',
  noDeliveries: 'Nothing was sent yet.',
  noMatch: 'No message fits these filters.',
  filters: 'Filter deliveries',
  clearFilters: 'Clear',
  anyMonitor: 'Any monitor',
  anyEvent: 'Any event',
  anyChannel: 'Any channel',
  anyStatus: 'Any status',
  details: 'Details of this message',
  detectedAt: 'Detected',
  confirmedAt: 'Confirmed',
  heldUntil: 'Held until',
  held: 'Held back',
  sentAt: 'Sent',
  acceptedAt: 'Accepted',
  later: (length: string) => `${length} later`,
  attemptsTitle: 'Attempts',
  toIncident: 'Show incident',
  detected: 'Detected',
  monitor: 'Monitor',
  event: 'Event',
  channel: 'Channel',
  status: 'Status',
  answer: 'Answer',
  after: (length: string) => `in ${length}`,
  attempts: (count: number) => `${count} attempts, last:`,
  times: alertTimes,
};

export const channels = {
  target: channelTarget,
  title: 'Channels',
  add: 'Add channel',
  addOf: (kind: string) => `Add ${kind === 'Slack' ? kind : kind.toLowerCase()} channel`,
  none: 'There is no channel, so nobody is told of anything.',
  off: 'Off',
  broken: 'Does not work',
  failed: 'Failed',
  worked: 'Worked',
  unproved: 'Not tried yet',
  test: 'Send test',
  testOf: (name: string) => `Send test to ${name}`,
  testResult: (name: string) => `Test result of ${name}`,
  accepted: (took: string) => `Accepted in ${took}:`,
  refused: (took: string) => `Refused after ${took}:`,
  edit: 'Edit',
  editOf: (name: string) => `Edit ${name}`,
  moreOf: (name: string) => `More actions for ${name}`,
  delete: 'Delete',
  deleteOf: (name: string) => `Delete ${name}?`,
  deleteWarning: 'Nothing is sent this way any more, and what waits to be sent is dropped.',
  deleted: (name: string) => `${name} was deleted`,
  losing: 'Rules that go on without it',
  dropping: 'Rules that are deleted, since they lead nowhere else',
  uncovering: 'Monitors of which nobody would hear any more',
  nobodyLeft: 'Then nobody is told of anything.',
  saved: (name: string) => `${name} was saved`,
  name: 'Name',
  enabled: 'In use',
  webhookUrl: 'Webhook URL',
  webhookHint: 'From your Slack app: Incoming Webhooks, Add New Webhook to Workspace.',
  host: 'SMTP server',
  port: 'Port',
  security: 'Security',
  username: 'User name',
  usernameHint: 'Empty: no login.',
  password: 'Password',
  from: 'From',
  to: 'To',
  toHint: 'Several addresses with commas between them.',
  nativeNote: 'Shown on the desktop of the computer that Vigilmon runs on.',
};
