/**
 * Which channels are notified, when, and how often. All matching rules apply, in their order; within a rule every
 * condition must hold, and an empty condition always does. A channel that several rules name is notified once, by the
 * first rule that allows it: after its delay and outside its quiet hours (which critical monitors ignore). Disabled
 * channels are not notified.
 */
import type { Channel } from '../../contract/channels/registry.ts';
import type { AlertRoute } from '../../contract/model/alert.ts';
import { matchesRule, type AlertSubject, type RoutedMonitor } from '../../contract/rule-match.ts';
import { endOf } from '../calendar/weekly-window.ts';
import type { RuleRecord } from '../store/rule-repository.ts';

export interface Routing {
  readonly rules: readonly RuleRecord[];
  readonly channels: readonly Channel[];
  readonly nowMs: number;
}

/** In the order in which the rules first name the channels. */
export function routeAlert(subject: AlertSubject, { rules, channels, nowMs }: Routing): readonly AlertRoute[] {
  const enabled = new Set(channels.filter((channel) => channel.enabled).map((channel) => channel.id));
  const matching = rules.filter(({ when }) => matchesRule(when, subject));
  const named = new Set(matching.flatMap((rule) => rule.channels).filter((id) => enabled.has(id)));
  return Array.from(named, (channelId) => {
    const own = matching.filter((rule) => rule.channels.includes(channelId));
    const question = { monitor: subject.monitor, rules: own, sinceMs: nowMs, nowMs };
    return {
      channelId,
      delay: Math.min(...own.map(({ delay }) => delay)),
      repeatEvery: shortest(own.map(({ repeatEvery }) => repeatEvery)),
      heldUntil: heldUntil(question),
      ruleIds: own.map(({ id }) => id),
    };
  });
}

function shortest(lengths: readonly (number | null)[]): number | null {
  const given = lengths.filter((length) => length !== null);
  return given.length === 0 ? null : Math.min(...given);
}

interface HoldQuestion {
  readonly monitor: RoutedMonitor;
  /** Those that name the channel. */
  readonly rules: readonly RuleRecord[];
  /** When their delays started. In the future if the clock was set back since; then they start now. */
  readonly sinceMs: number;
  readonly nowMs: number;
}

/** When the first of the rules allows the message, if quiet hours defer it in all of them; null: they do not. */
export function heldUntil({ monitor, rules, sinceMs, nowMs }: HoldQuestion): number | null {
  if (monitor.severity === 'critical') return null;
  const moments = rules.map(({ delay, quietHours }) => {
    const dueAt = Math.max(nowMs, Math.min(sinceMs, nowMs) + delay);
    return { dueAt, sendAt: quietHours === null ? dueAt : (endOf(quietHours, dueAt) ?? dueAt) };
  });
  if (moments.length === 0) return null;
  const sendAt = Math.min(...moments.map((moment) => moment.sendAt));
  return sendAt > Math.min(...moments.map(({ dueAt }) => dueAt)) ? sendAt : null;
}

/** Whether none of these channels would be notified if the monitor went down. */
export function isUncovered(
  monitor: RoutedMonitor,
  rules: readonly RuleRecord[],
  channels: readonly Channel[],
): boolean {
  const ids = new Set(channels.map(({ id }) => id));
  const isNotified = (rule: RuleRecord): boolean =>
    matchesRule(rule.when, { event: 'down', monitor }) && rule.channels.some((id) => ids.has(id));
  return !rules.some(isNotified);
}
