/** Payloads, messages and channels for the tests of this folder, in the words of the product's own examples. */
import { native } from '../../../electron/contract/channels/native.ts';
import { defaultsOf } from '../../../electron/contract/fields/defaults.ts';
import { said } from '../../../electron/contract/delivery-answer.ts';
import type { Channel, ChannelOf } from '../../../electron/contract/channels/registry.ts';
import type { Message } from '../../../electron/engine/notifications/channels/channel.ts';
import type { DigestNotification } from '../../../electron/engine/notifications/digest/digest-notification.ts';
import type {
  ChannelNotification,
  MonitorNotification,
  RecordingNotification,
} from '../../../electron/engine/notifications/payload.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { prose } from '../../support/in-english.ts';
import type { RuleRecord } from '../../../electron/engine/store/rule-repository.ts';

export const startedAt = Date.UTC(2026, 0, 5, 12);
/** 4 min 12 s after the start. */
export const endedAt = startedAt + 252_000;
export const speech = speechFor('en-GB');
/** The window as a page, as messages name it. */
export const pageUrl = 'http://192.168.1.5:7464';
export const inUtc = { nowMs: startedAt + 31_000, timeZone: 'UTC', speech, computer: 'nas' };

export function payload(changes: Partial<MonitorNotification> = {}): MonitorNotification {
  return {
    event: 'down',
    monitorId: 'shop-api',
    monitorName: 'Shop API',
    severity: 'critical',
    target: 'https://shop.example.com/health?a=1&b=2',
    startedAt,
    endedAt: null,
    detectedAt: startedAt + 100,
    confirmedAt: startedAt + 5_200,
    reasons: [prose('status 503, expected 200'), prose('database: error: connection refused')],
    ...changes,
  };
}

export type MonitorMessage = Message & { readonly payload: MonitorNotification };

export function down(changes: Partial<MonitorNotification> = {}): MonitorMessage {
  return { subject: 'incident:12', incidentId: 12, payload: payload(changes), includesDown: false, parts: [] };
}

export function recovered(changes: Partial<MonitorNotification> = {}, includesDown = false): MonitorMessage {
  return { ...down({ event: 'recovered', endedAt, ...changes }), includesDown };
}

export function channelBroken(changes: Partial<ChannelNotification> = {}): Message {
  const payload: ChannelNotification = {
    event: 'channel-broken',
    channelId: 'ops',
    channelName: 'Ops',
    trouble: 'broken',
    since: startedAt,
    confirmedAt: startedAt,
    endedAt: null,
    answer: said('404 no_service'),
    ...changes,
  };
  return { subject: 'channel:ops:1', incidentId: null, payload, includesDown: false, parts: [] };
}

export function recording(changes: Partial<RecordingNotification> = {}): Message {
  const payload: RecordingNotification = {
    event: 'recording-stopped',
    trouble: 'full',
    since: startedAt,
    until: null,
    droppedChecks: 0,
    ...changes,
  };
  return { subject: `recording:${String(startedAt)}`, incidentId: null, payload, includesDown: false, parts: [] };
}

/** Of the week that ends with the usual outage. */
export function digest(changes: Partial<DigestNotification> = {}): DigestNotification {
  return {
    event: 'digest',
    from: endedAt - 7 * 86_400_000,
    to: endedAt,
    states: { up: 40, down: 1, paused: 1 },
    uptime: 0.99972,
    coverage: 1,
    incidents: 3,
    longest: [
      {
        monitorName: 'Shop API',
        lastedMs: 252_000,
        isOpen: false,
        reason: prose('status 503, expected 200'),
      },
      { monitorName: 'Depot', lastedMs: 61_000, isOpen: true, reason: prose('connection refused') },
    ],
    muted: { names: ['Staging'], more: 0 },
    uncovered: { names: [], more: 0 },
    backedUpAt: startedAt,
    notices: [],
    ...changes,
  };
}

export function digestMessage(changes: Partial<DigestNotification> = {}): Message {
  const payload = digest(changes);
  return { subject: `digest:${String(payload.to)}`, incidentId: null, payload, includesDown: false, parts: [] };
}

const common = { enabled: true, source: 'hand' } as const;

export function nativeChannel(changes: Partial<ChannelOf<'native'>> = {}): ChannelOf<'native'> {
  return { ...common, ...defaultsOf(native.fields), id: 'desktop', name: 'Desktop', kind: 'native', ...changes };
}

export function slackChannel(webhookUrl: string, changes: Partial<ChannelOf<'slack'>> = {}): ChannelOf<'slack'> {
  return { ...common, id: 'ops', name: 'Ops', kind: 'slack', webhookUrl, ...changes };
}

export function discordChannel(webhookUrl: string): ChannelOf<'discord'> {
  return { ...common, id: 'discord', name: 'Discord', kind: 'discord', webhookUrl };
}

export function mattermostChannel(webhookUrl: string): ChannelOf<'mattermost'> {
  return { ...common, id: 'mattermost', name: 'Mattermost', kind: 'mattermost', webhookUrl };
}

export function ntfyChannel(server: string, changes: Partial<ChannelOf<'ntfy'>> = {}): ChannelOf<'ntfy'> {
  const secrets = { topic: 'a-secret-topic', token: 'tk_secret_of_ntfy' };
  return { ...common, id: 'ntfy', name: 'ntfy', kind: 'ntfy', server, ...secrets, ...changes };
}

export function gotifyChannel(server: string): ChannelOf<'gotify'> {
  return { ...common, id: 'gotify', name: 'Gotify', kind: 'gotify', server, token: 'token-of-gotify' };
}

export function telegramChannel(server: string, changes: Partial<ChannelOf<'telegram'>> = {}): ChannelOf<'telegram'> {
  const place = { botToken: '123456:secret-of-the-bot', chat: '-100123', thread: null };
  return { ...common, id: 'telegram', name: 'Telegram', kind: 'telegram', server, ...place, ...changes };
}

export function pagerdutyChannel(server: string): ChannelOf<'pagerduty'> {
  const routingKey = '0123456789abcdef0123456789abcdef';
  return { ...common, id: 'pagerduty', name: 'PagerDuty', kind: 'pagerduty', server, routingKey };
}

export function teamsChannel(webhookUrl: string): ChannelOf<'teams'> {
  return { ...common, id: 'teams', name: 'Teams', kind: 'teams', webhookUrl };
}

export function googlechatChannel(webhookUrl: string): ChannelOf<'googlechat'> {
  return { ...common, id: 'googlechat', name: 'Google Chat', kind: 'googlechat', webhookUrl };
}

export function matrixChannel(homeserver: string): ChannelOf<'matrix'> {
  const place = { room: '!ops:example.org', accessToken: 'syt_secret_of_matrix' };
  return { ...common, id: 'matrix', name: 'Matrix', kind: 'matrix', homeserver, ...place };
}

export function pushoverChannel(server: string, changes: Partial<ChannelOf<'pushover'>> = {}): ChannelOf<'pushover'> {
  const keys = { userKey: 'uSecretOfTheUser', token: 'aSecretOfTheApp', device: null, isInsistent: false };
  return { ...common, id: 'pushover', name: 'Pushover', kind: 'pushover', server, ...keys, ...changes };
}

export function appriseChannel(notifyUrl: string, changes: Partial<ChannelOf<'apprise'>> = {}): ChannelOf<'apprise'> {
  return { ...common, id: 'apprise', name: 'Apprise', kind: 'apprise', notifyUrl, tag: null, ...changes };
}

export function webhookChannel(url: string, changes: Partial<ChannelOf<'webhook'>> = {}): ChannelOf<'webhook'> {
  return {
    ...common,
    id: 'hook',
    name: 'Hook',
    kind: 'webhook',
    url,
    method: 'POST',
    format: 'json',
    headers: {},
    template: null,
    signingSecret: null,
    ...changes,
  };
}

export function emailChannel(port: number, changes: Partial<ChannelOf<'email'>> = {}): ChannelOf<'email'> {
  return {
    ...common,
    id: 'oncall',
    name: 'On call',
    kind: 'email',
    smtp: {
      host: '127.0.0.1',
      port,
      security: 'none',
      username: null,
      password: null,
      heloName: null,
      trustedCertificates: null,
    },
    from: 'Vigilmon <vigilmon@example.com>',
    to: ['oncall@example.com'],
    replyTo: null,
    ...changes,
  };
}

export function channels(...ids: readonly string[]): readonly Channel[] {
  return ids.map((id) => nativeChannel({ id }));
}

export function rule(when: Partial<RuleRecord['when']>, channelIds: readonly string[], delay = 0): RuleRecord {
  const condition = { severity: [], tags: [], monitors: [], events: [], ...when };
  return { id: 1, when: condition, channels: channelIds, delay, repeatEvery: null, quietHours: null, source: 'hand' };
}
