/**
 * What is missing before outages are reported anywhere but on this desktop: a channel that works, and a rule that sends to
 * it. A channel without a rule sends nothing, so the two belong together.
 */
import { isProven } from '../../electron/contract/channel-standing.ts';
import { channelKinds, type ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { ChannelView, Rule } from '../../electron/contract/model/alert.ts';
import type { RuleInput } from '../../electron/contract/schemas.ts';
import { channelDefinition } from '../definitions.ts';
import { ruleInputOf } from './rule-draft.ts';

export interface SetupStep {
  readonly kind: ChannelKind;
  readonly channel: ChannelView | null;
}

/** The desktop comes with the program, and needs only a test. */
const isStep = (kind: ChannelKind): boolean =>
  !channelDefinition(kind).isRemote || channelDefinition(kind).isSuggested === true;
const stepKinds = channelKinds.filter(isStep);

export interface Setup {
  /** The desktop and the kinds that are suggested to a new user, each with its first channel in use. */
  readonly steps: readonly SetupStep[];
  /** Remote channels in use to which no rule sends every critical outage. */
  readonly unrouted: readonly ChannelView[];
  /** A notification has been shown on this desktop. */
  readonly hasDesktop: boolean;
  /** There are such channels, and each has a rule. */
  readonly isRuled: boolean;
  /** One of them works as well. */
  readonly isComplete: boolean;
}

export function setupOf(channels: readonly ChannelView[], rules: readonly Rule[]): Setup {
  const inUse = channels.filter(({ enabled }) => enabled);
  const isFar = ({ kind }: ChannelView): boolean => channelDefinition(kind).isRemote;
  const far = inUse.filter(isFar);
  const routed = new Set(rules.filter(isForCritical).flatMap((rule) => rule.channels));
  const unrouted = far.filter(({ id }) => !routed.has(id));
  const isRuled = far.length > 0 && unrouted.length === 0;
  return {
    steps: stepKinds.map((kind) => ({ kind, channel: inUse.find((one) => one.kind === kind) ?? null })),
    unrouted,
    hasDesktop: inUse.some((channel) => !isFar(channel) && isProven(channel)),
    isRuled,
    isComplete: isRuled && far.some(isProven),
  };
}

/** Matches every critical outage, whatever the monitor. */
function isForCritical({ when }: Rule): boolean {
  const isUnbound = when.tags.length === 0 && when.monitors.length === 0;
  const hasSeverity = when.severity.length === 0 || when.severity.includes('critical');
  return isUnbound && hasSeverity && (when.events.length === 0 || when.events.includes('down'));
}

/** The rules with a new last one: everything to this channel. */
export function withRuleForAll(rules: readonly Rule[], { id }: ChannelView): RuleInput[] {
  return [...rules.map(ruleInputOf), { when: {}, channels: [id] }];
}

/** The rules with a new first one: critical outages to these channels, immediately. */
export function withCriticalRule(rules: readonly Rule[], channels: readonly ChannelView[]): RuleInput[] {
  return [{ when: { severity: ['critical'] }, channels: channels.map(({ id }) => id) }, ...rules.map(ruleInputOf)];
}
