/**
 * Records the outcome of a message in one transaction: the attempt, the next state of each row, and the health of the
 * channel with all that follows from it.
 */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { AlertStatus } from '../../../contract/model/alert.ts';
import type { JournaledStore } from '../../recording/journaled-store.ts';
import type { SendResult } from '../channels/channel.ts';
import { healthAfter } from './channel-health.ts';
import { nextAttemptAt, type FailedAttempt } from './delivery-rules.ts';
import { writeHealth, type HealthEffects, type HealthSources } from './health-change.ts';
import type { AlertRecord, AttemptRecord, OutboxRow } from '../../store/outbox-repository.ts';

export interface Outcome {
  /** The rows that the message covered; never empty. */
  readonly rows: readonly OutboxRow[];
  /** As it was when the message was sent through it. */
  readonly channel: Channel;
  readonly result: SendResult;
  readonly atMs: number;
  readonly tookMs: number;
}

export interface Written {
  readonly alerts: readonly AlertRecord[];
  /** Null: the channel was edited or removed during the attempt, so the result says nothing about it. */
  readonly effects: HealthEffects | null;
}

export type OutcomeStore = HealthSources['store'] & Pick<JournaledStore, 'transaction'>;
type OutcomeSources = HealthSources & {
  readonly store: OutcomeStore;
  /** @returns 0 to 1. */
  readonly jitter: () => number;
};

export function writeOutcome(outcome: Outcome, sources: OutcomeSources): Written {
  const { store, alertConfig } = sources;
  return store.transaction(() => {
    const { rows, channel, atMs, tookMs } = outcome;
    const entry = alertConfig.find(channel.id);
    if (entry?.channel !== channel) {
      return { alerts: writeAttempts({ ...outcome, result: softened(outcome.result) }, sources), effects: null };
    }
    const alerts = writeAttempts(outcome, sources);
    // Of several alerts in one message, a single one may be the reason.
    const result = isSplit(outcome) ? softened(outcome.result) : outcome.result;
    const hasGivenUp = result.outcome === 'retry' && alerts.some(({ status }) => status === 'failed');
    const nowMs = atMs + tookMs;
    const before = entry.health;
    const after = healthAfter(before, { result, atMs, endedAtMs: nowMs, hasGivenUp });
    const [row = null] = rows;
    return { alerts, effects: writeHealth({ channelId: channel.id, before, after, row, nowMs }, sources) };
  });
}

/** The receiver rejects this message, but not others. */
export function isOfOneMessage(result: SendResult): boolean {
  return result.outcome === 'refused' && result.onlyThis === true;
}

/** Its alerts are tried again in smaller messages. */
function isSplit({ rows, result }: Outcome): boolean {
  return rows.length > 1 && isOfOneMessage(result);
}

/** What the previous version of the channel rejected, the current one may accept. */
function softened(result: SendResult): SendResult {
  return result.outcome === 'refused' ? { outcome: 'retry', answer: result.answer } : result;
}

/** For the rows that still exist. */
function writeAttempts(outcome: Outcome, { store: { outbox }, jitter }: OutcomeSources): readonly AlertRecord[] {
  const { rows, result, atMs, tookMs } = outcome;
  const nowMs = atMs + tookMs;
  const groupId = rows.length > 1 ? rows[0]?.id : undefined;
  const { answer } = result;
  // A message about several alerts is not changed when one of them ends.
  const own = groupId !== undefined && result.outcome === 'accepted' ? { ...result, receipt: undefined } : result;
  const attempt: AttemptRecord = { at: atMs, tookMs, accepted: result.outcome === 'accepted', answer, groupId };
  const known = rows.flatMap(({ id }) => outbox.find(id) ?? []);
  return known.map((alert) =>
    outbox.recordAttempt(
      alert.id,
      attempt,
      isSplit(outcome) ? againAt(alert, nowMs) : nextOf(alert, own, { nowMs, jitter: jitter() }),
    ),
  );
}

interface Next {
  readonly status: AlertStatus;
  readonly nextAttemptAt: number | null;
  readonly receipt?: string | undefined;
}

/** Due at once. */
function againAt({ status }: AlertRecord, nowMs: number): Next {
  return { status, nextAttemptAt: status === 'pending' ? nowMs : null };
}

/** A row that was cancelled during the attempt stays cancelled, unless the message was accepted. */
function nextOf(
  known: AlertRecord,
  result: SendResult,
  { nowMs, jitter }: Pick<FailedAttempt, 'nowMs' | 'jitter'>,
): Next {
  if (result.outcome === 'accepted') return { status: 'sent', nextAttemptAt: null, receipt: result.receipt };
  if (known.status !== 'pending') return { status: known.status, nextAttemptAt: null };
  if (result.outcome === 'refused') return { status: 'failed', nextAttemptAt: null };
  // Nothing is attempted in quiet hours: the day of retries starts over after them.
  const releasedAt = Math.min(known.heldUntil ?? 0, nowMs);
  const at = nextAttemptAt({
    attempts: known.attempts.length + 1,
    firstAttemptAt: Math.max(known.attempts[0]?.at ?? nowMs, releasedAt),
    nowMs,
    jitter,
    retryAfterMs: result.retryAfterMs,
  });
  return at === null ? { status: 'failed', nextAttemptAt: null } : { status: 'pending', nextAttemptAt: at };
}
