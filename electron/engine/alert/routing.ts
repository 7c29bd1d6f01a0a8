/**
 * Who is told. Rules are read in order and all that match count; within a rule every condition must hold, and an
 * empty condition always does. A channel that several rules name is told once, after the shortest delay. Disabled
 * channels are told nothing.
 */
import type { AlertRoute, Channel } from '../../contract/model.ts';
import { matchesRule, type AlertSubject, type RoutedMonitor } from '../../contract/rule-match.ts';
import type { RuleRecord } from '../store/store.ts';

/** In the order in which the rules name the channels first. */
export function routeAlert(
  subject: AlertSubject,
  rules: readonly RuleRecord[],
  channels: readonly Channel[],
): readonly AlertRoute[] {
  const enabled = new Set(channels.filter((channel) => channel.enabled).map((channel) => channel.id));
  const routes = new Map<string, AlertRoute>();
  for (const { id, when, channels: named, delay } of rules) {
    if (!matchesRule(when, subject)) continue;
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
