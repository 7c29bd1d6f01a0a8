/**
 * How a delivery attempt changes the health of its channel, and when that becomes a trouble worth reporting. A trouble
 * only gets worse until a message is accepted or the channel is edited. Pure.
 */
import type { ChannelTrouble } from '../../../contract/model/alert.ts';
import type { SendResult } from '../channels/channel.ts';
import type { HealthRecord } from '../../store/channel-repository.ts';

/** Permanent rejections of messages without an accepted one in between. */
const toleratedRefusals = 2;
/** For so long a channel may accept nothing although messages are pending or were rejected. */
export const silentAfterMs = 300_000;

/** The worst last. */
const ranks: readonly ChannelTrouble[] = ['partial', 'silent', 'rejecting', 'gave-up', 'broken'];

interface AttemptEnd {
  readonly result: SendResult;
  /** When the attempt started, and when it ended. */
  readonly atMs: number;
  readonly endedAtMs: number;
  /** The message was retried for a day. */
  readonly hasGivenUp: boolean;
}

export function healthAfter(health: HealthRecord, end: AttemptEnd): HealthRecord {
  const { result, atMs, endedAtMs } = end;
  if (hasDelivered(result)) return deliveredHealth(health, end);
  const refusals = health.refusals + (result.outcome === 'refused' ? 1 : 0);
  const failing = {
    ...health,
    lastErrorAt: endedAtMs,
    lastError: result.answer,
    failures: health.failures + 1,
    refusals,
    failingSince: health.failingSince ?? atMs,
  };
  return withTrouble(failing, troubleOf(end, refusals));
}

/** Some recipients of a message at least have it. */
export function hasDelivered(result: SendResult): boolean {
  return result.outcome === 'accepted' || (result.outcome === 'retry' && result.isPartlyAccepted === true);
}

/** Messages arrive, if not at every recipient. */
export function isDelivering({ trouble }: Pick<HealthRecord, 'trouble'>): boolean {
  return trouble === null || trouble === 'partial';
}

function deliveredHealth(health: HealthRecord, { result, atMs, endedAtMs }: AttemptEnd): HealthRecord {
  const delivered = { ...withoutFailures(health), lastSuccessAt: endedAtMs };
  const failed = result.outcome === 'accepted' && result.hasRefused !== true ? null : result.answer;
  if (failed === null) return { ...delivered, reportedSince: null };
  const noted = { ...delivered, lastErrorAt: endedAtMs, lastError: failed };
  if (result.outcome === 'refused' || result.hasRefused !== true) return noted;
  return withTrouble({ ...noted, failingSince: health.failingSince ?? atMs }, 'partial');
}

/** The channel has accepted nothing for too long. Without messages that are retried, it rejected them. */
export function silentHealth(health: HealthRecord, { isRetrying }: { readonly isRetrying: boolean }): HealthRecord {
  return withTrouble(health, isRetrying ? 'silent' : 'rejecting');
}

/** An edited channel gets another chance; a reported trouble is resolved once it accepts a message. */
export function healthAfterEdit(health: HealthRecord): HealthRecord {
  return withoutFailures(health);
}

function withoutFailures(health: HealthRecord): HealthRecord {
  return { ...health, failures: 0, refusals: 0, failingSince: null, trouble: null };
}

function troubleOf({ result, hasGivenUp }: AttemptEnd, refusals: number): ChannelTrouble | null {
  if (result.outcome === 'refused' && result.onlyThis !== true) return 'broken';
  if (hasGivenUp) return 'gave-up';
  if (refusals > toleratedRefusals) return 'rejecting';
  return result.outcome === 'retry' && result.hasRefused === true ? 'partial' : null;
}

function withTrouble(health: HealthRecord, trouble: ChannelTrouble | null): HealthRecord {
  if (rankOf(trouble) <= rankOf(health.trouble)) return health;
  return { ...health, trouble, reportedSince: health.failingSince };
}

function rankOf(trouble: ChannelTrouble | null): number {
  return trouble === null ? -1 : ranks.indexOf(trouble);
}
