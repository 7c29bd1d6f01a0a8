/**
 * Who is told. Rules are read in order and all that match count; within a rule every condition must hold, and an
 * empty condition always does. A channel that several rules name is told once, after the shortest delay. Disabled
 * channels are told nothing.
 */
import type { AlertEvent, AlertRoute, Channel, Monitor, RuleCondition } from '../../contract/model.ts';
import type { RuleRecord } from '../store/store.ts';

export type RoutedMonitor = Pick<Monitor, 'id' | 'severity' | 'tags'>;

export interface AlertSubject {
  readonly event: AlertEvent;
  readonly monitor: RoutedMonitor;
}

/** In the order in which the rules name the channels first. */
export function routeAlert(
  subject: AlertSubject,
  rules: readonly RuleRecord[],
  channels: readonly Channel[],
): readonly AlertRoute[] {
  const enabled = new Set(channels.filter((channel) => channel.enabled).map((channel) => channel.id));
  const routes = new Map<string, AlertRoute>();
  for (const { id, when, channels: named, delay } of rules) {
    if (!matches(when, subject)) continue;
    for (const channelId of named) {
      if (!enabled.has(channelId)) continue;
      const known = routes.get(channelId) ?? { channelId, delay, ruleIds: [] };
      routes.set(channelId, { channelId, delay: Math.min(delay, known.delay), ruleIds: [...known.ruleIds, id] });
    }
  }
  return Array.from(routes.values());
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
