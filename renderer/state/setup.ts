/**
 * What is missing before outages are reported anywhere but on this desktop: a channel, and a rule that sends to it. A
 * channel without a rule sends nothing, so the two belong together.
 */
import { channelKinds, definitionOf, type ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { ChannelView, Rule } from '../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';
import { ruleInputOf } from './rule-draft.ts';

export interface SetupStep {
  readonly kind: ChannelKind;
  readonly channel: ChannelView | null;
}

const suggestedKinds = channelKinds.filter((kind) => definitionOf(kind).isSuggested === true);

export interface Setup {
  /** The kinds that are suggested to a new user, each with its first channel in use. */
  readonly steps: readonly SetupStep[];
  /** Remote channels in use to which no rule sends every critical outage. */
  readonly unrouted: readonly ChannelView[];
  /** There is such a channel, and each has a rule. */
  readonly isComplete: boolean;
}

export function setupOf(channels: readonly ChannelView[], rules: readonly Rule[]): Setup {
  const far = channels.filter(({ kind, enabled }) => definitionOf(kind).isRemote && enabled);
  const routed = new Set(rules.filter(isForCritical).flatMap((rule) => rule.channels));
  const unrouted = far.filter(({ id }) => !routed.has(id));
  return {
    steps: suggestedKinds.map((kind) => ({ kind, channel: far.find((one) => one.kind === kind) ?? null })),
    unrouted,
    isComplete: far.length > 0 && unrouted.length === 0,
  };
}

/** Matches every critical outage, whatever the monitor. */
function isForCritical({ when }: Rule): boolean {
  const isUnbound = when.tags.length === 0 && when.monitors.length === 0;
  const hasSeverity = when.severity.length === 0 || when.severity.includes('critical');
  return isUnbound && hasSeverity && (when.events.length === 0 || when.events.includes('down'));
}

/** The rules with a new first one: critical outages to these channels, immediately. */
export function withCriticalRule(rules: readonly Rule[], channels: readonly ChannelView[]): RuleInput[] {
  return [{ when: { severity: ['critical'] }, channels: channels.map(({ id }) => id) }, ...rules.map(ruleInputOf)];
}
