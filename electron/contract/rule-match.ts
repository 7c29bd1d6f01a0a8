/** Whether a rule matches an event of a monitor: every condition must match, and an empty one always does. */
import type { AlertEventName, Rule, RuleCondition } from './model/alert.ts';
import type { Monitor } from './monitors/registry.ts';

export type RoutedMonitor = Pick<Monitor, 'id' | 'severity' | 'tags'>;

export interface AlertSubject {
  readonly event: AlertEventName;
  readonly monitor: RoutedMonitor;
}

export function matchesRule(when: RuleCondition, { event, monitor }: AlertSubject): boolean {
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

/** The rules once that channel is gone: they go on with their other channels, and one without any is dropped. */
export function rulesWithout<R extends Pick<Rule, 'channels'>>(rules: readonly R[], channelId: string): readonly R[] {
  return rules
    .map((rule) => ({ ...rule, channels: rule.channels.filter((id) => id !== channelId) }))
    .filter(({ channels }) => channels.length > 0);
}
