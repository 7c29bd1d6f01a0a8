/**
 * Who is told. Rules are read in order and all that match count; within a rule every condition must hold, and an
 * empty condition always does. A channel that several rules name is told once, after the shortest delay. Disabled
 * channels are told nothing.
 */
import type { AlertEvent, Channel, Monitor, RuleCondition } from '../../contract/model.ts';
import type { RuleRecord } from '../store/store.ts';

export type RoutedMonitor = Pick<Monitor, 'id' | 'severity' | 'tags'>;

export interface AlertSubject {
  readonly event: AlertEvent;
  readonly monitor: RoutedMonitor;
}

export interface Route {
  readonly channelId: string;
  /** Milliseconds to wait, in which the alert may become void. */
  readonly delay: number;
}

/** In the order in which the rules name the channels first. */
export function routeAlert(
  subject: AlertSubject,
  rules: readonly RuleRecord[],
  channels: readonly Channel[],
): readonly Route[] {
  const enabled = new Set(channels.filter((channel) => channel.enabled).map((channel) => channel.id));
  const delays = new Map<string, number>();
  for (const rule of rules) {
    if (!matches(rule.when, subject)) continue;
    for (const channelId of rule.channels) {
      if (!enabled.has(channelId)) continue;
      delays.set(channelId, Math.min(rule.delay, delays.get(channelId) ?? rule.delay));
    }
  }
  return [...delays].map(([channelId, delay]) => ({ channelId, delay }));
}

/** No enabled channel would hear of the monitor going down. */
export function isUncovered(
  monitor: RoutedMonitor,
  rules: readonly RuleRecord[],
  channels: readonly Channel[],
): boolean {
  return routeAlert({ event: 'down', monitor }, rules, channels).length === 0;
}

function matches(when: RuleCondition, { event, monitor }: AlertSubject): boolean {
  return (
    holds(when.severity, [monitor.severity]) &&
    holds(when.tags, monitor.tags) &&
    holds(when.monitors, [monitor.id]) &&
    holds(when.events, [event])
  );
}

function holds<T>(wanted: readonly T[], actual: readonly T[]): boolean {
  return wanted.length === 0 || actual.some((one) => wanted.includes(one));
}
