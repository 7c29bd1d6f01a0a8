/** What rules cover, and what happens to them when a channel is deleted. Pure. */
import { isProven } from '../../electron/contract/channel-standing.ts';
import type { ChannelView, Rule } from '../../electron/contract/model/alert.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { matchesRule, rulesWithout, type RoutedMonitor } from '../../electron/contract/rule-match.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';

/** How many monitors a rule matches, whatever the event. */
export function countReached({ when }: Pick<Rule, 'when'>, monitors: Iterable<RoutedMonitor>): number {
  const event = when.events[0] ?? 'down';
  let count = 0;
  for (const monitor of monitors) if (matchesRule(when, { event, monitor })) count += 1;
  return count;
}

type SomeChannel = Pick<ChannelView, 'id' | 'enabled'>;

function isCovered(monitor: RoutedMonitor, rules: readonly Rule[], proven: ReadonlySet<string>): boolean {
  return rules.some(
    ({ when, channels }) => channels.some((id) => proven.has(id)) && matchesRule(when, { event: 'down', monitor }),
  );
}

interface ChannelLoss {
  /** Rules that continue with their other channels. */
  readonly changed: readonly Rule[];
  /** Rules that have no other channel. */
  readonly dropped: readonly Rule[];
  /** Monitors that are covered now and will not be. */
  readonly uncovered: readonly MonitorSummary[];
}

interface RoutingParts {
  readonly rules: readonly Rule[];
  readonly channels: readonly Pick<ChannelView, 'id' | 'enabled' | 'health'>[];
  readonly monitors: readonly MonitorSummary[];
}

export function lossOfChannel(channelId: string, { rules, channels, monitors }: RoutingParts): ChannelLoss {
  const proven = new Set(channels.filter(isProven).map(({ id }) => id));
  const users = rules.filter((rule) => rule.channels.includes(channelId));
  const left = rulesWithout(rules, channelId);
  return {
    changed: users.filter((rule) => rule.channels.length > 1),
    dropped: users.filter((rule) => rule.channels.length === 1),
    uncovered: monitors.filter((monitor) => isCovered(monitor, rules, proven) && !isCovered(monitor, left, proven)),
  };
}

/** A rule with a longer list of monitors would be unreadable. */
const maxNamed = 50;

/** The rule that covers them: by name, or, if there are too many, a rule for everything. */
export function coveringRule(
  monitors: readonly { readonly id: string }[],
  channels: readonly SomeChannel[],
): RuleInput {
  return {
    when: monitors.length > maxNamed ? {} : { monitors: monitors.map(({ id }) => id) },
    channels: channels.filter(({ enabled }) => enabled).map(({ id }) => id),
  };
}
