/**
 * Who would be notified of an event of a monitor at a given time, by which rules, when, and what prevents or delays it:
 * for every channel, in the order of the rules, then those that no rule names. Pure; the rules are those of routing.ts.
 */
import { definitionOf } from '../../contract/channels/registry.ts';
import type { AlertEventName, ChannelExplanation } from '../../contract/model/alert.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { Mute } from '../../contract/model/alert.ts';
import type { ChannelEntry } from './alert-config.ts';
import type { Standing } from '../dependencies/standing.ts';
import { muteOf } from './mutes.ts';
import { heldUntil, routeAlert } from './routing.ts';
import type { RuleRecord } from '../store/rule-repository.ts';

interface ExplainedEvent {
  readonly monitor: Monitor;
  readonly event: AlertEventName;
  readonly atMs: number;
}

export interface ExplainSources {
  readonly rules: readonly RuleRecord[];
  readonly channels: readonly ChannelEntry[];
  readonly mutes: readonly Mute[];
  readonly groupWaitMs: number;
  /** Whether a maintenance window covers the monitor at that time. */
  readonly inMaintenance: boolean;
  /** Whether the monitor flaps now. */
  readonly isFlapping: boolean;
  /** What its dependencies say now. */
  readonly standing: Standing['kind'];
}

export function explainEvent(asked: ExplainedEvent, sources: ExplainSources): readonly ChannelExplanation[] {
  const { monitor, event, atMs } = asked;
  const { rules, channels } = sources;
  // A recovery goes to those who got the down alert, whatever the rules say of recoveries.
  const subject = { event: event === 'recovered' ? ('down' as const) : event, monitor };
  const enabled = channels.map(({ channel }) => ({ ...channel, enabled: true }));
  const routes = routeAlert(subject, { rules, channels: enabled, nowMs: atMs });
  const routed = routes.flatMap((route) => {
    const entry = channels.find(({ channel }) => channel.id === route.channelId);
    if (entry === undefined) return [];
    const ofRules = rules.filter(({ id }) => route.ruleIds.includes(id));
    const follows = {
      delay: 0,
      repeatEvery: null,
      heldUntil: heldUntil({ monitor, rules: ofRules, sinceMs: -Infinity, nowMs: atMs }),
    };
    const timing = event === 'recovered' ? { ...route, ...follows } : route;
    return [explained(entry, timing, { asked, sources })];
  });
  const others = channels.filter(({ channel }) => routes.every(({ channelId }) => channelId !== channel.id));
  return [...routed, ...others.map(unrouted)];
}

function explained(
  entry: ChannelEntry,
  route: Omit<ChannelExplanation, 'blockedBy' | 'sentAt' | 'groupWait'>,
  { asked, sources }: { readonly asked: ExplainedEvent; readonly sources: ExplainSources },
): ChannelExplanation {
  const blockedBy = blockOf(entry, asked, sources);
  const dueAt = route.heldUntil ?? asked.atMs + route.delay;
  const waits = definitionOf(entry.channel.kind).isGrouped && route.heldUntil === null;
  return { ...route, blockedBy, sentAt: blockedBy === null ? dueAt : null, groupWait: waits ? sources.groupWaitMs : 0 };
}

function blockOf(
  { channel, health }: ChannelEntry,
  { monitor, event, atMs }: ExplainedEvent,
  { mutes, inMaintenance, isFlapping, standing }: ExplainSources,
): ChannelExplanation['blockedBy'] {
  if (!channel.enabled) return 'channel-off';
  if (health.trouble === 'broken') return 'channel-broken';
  if (!monitor.enabled) return 'paused';
  const active = mutes.filter(({ until }) => until === null || until > atMs);
  if (event !== 'recovered' && muteOf(monitor, active) !== null) return 'muted';
  if (inMaintenance) return 'maintenance';
  if (isFlapping && event !== 'certificate') return 'flapping';
  return event === 'down' && standing !== 'alone' ? 'dependency' : null;
}

function unrouted({ channel }: ChannelEntry): ChannelExplanation {
  const nothing = { delay: 0, repeatEvery: null, heldUntil: null, ruleIds: [], sentAt: null, groupWait: 0 };
  return { channelId: channel.id, ...nothing, blockedBy: 'no-rule' };
}
