/** Writes the outcome of a message in one transaction: the attempt, the next state of each row, the channel's health and the notices about it. */
import type { Channel } from '../../../contract/channels/registry.ts';
import type { AlertStatus } from '../../../contract/model/alert.ts';
import type { AlertRecord, AttemptRecord, HealthRecord, OutboxRow, Store } from '../../store/store.ts';
import { brokenNotices } from '../broken-channel.ts';
import type { SendResult } from '../channels/channel.ts';
import { healthAfter, nextAttemptAt } from './delivery-rules.ts';
import type { AlertConfig } from '../alert-config.ts';

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
  /** Null: the channel was edited or removed meanwhile; what it said is no longer about it. */
  readonly health: HealthRecord | null;
  readonly notices: number;
}

export function writeOutcome(outcome: Outcome, store: Store, alertConfig: AlertConfig): Written {
  return store.transaction(() => {
    const { rows, channel, result, atMs, tookMs } = outcome;
    const endedAt = atMs + tookMs;
    const entry = alertConfig.find(channel.id);
    if (entry?.channel !== channel) {
      return { alerts: writeAttempts({ ...outcome, result: softened(result) }, store), health: null, notices: 0 };
    }
    const alerts = writeAttempts(outcome, store);
    const health = healthAfter(entry.health, result, endedAt);
    store.channels.saveHealth(channel.id, health);
    const [row] = rows;
    if (!health.broken || entry.health.broken || row === undefined) return { alerts, health, notices: 0 };
    const notices = brokenNotices({ row, answer: result.answer, atMs: endedAt }, alertConfig, store.outbox);
    return { alerts, health, notices: store.outbox.add(notices, endedAt).length };
  });
}

/** What was refused by the channel as it was may be taken by what it is now. */
function softened(result: SendResult): SendResult {
  return result.outcome === 'refused' ? { outcome: 'retry', answer: result.answer } : result;
}

/** Of those that are still there. */
function writeAttempts({ rows, result, atMs, tookMs }: Outcome, { outbox }: Store): readonly AlertRecord[] {
  const attempt: AttemptRecord = { at: atMs, tookMs, accepted: result.outcome === 'accepted', answer: result.answer };
  const known = rows.flatMap(({ id }) => outbox.find(id) ?? []);
  return known.map((alert) => outbox.recordAttempt(alert.id, attempt, nextOf(alert, result, atMs + tookMs)));
}

/** A row that was cancelled while its message was under way stays so, unless the message was taken. */
function nextOf(
  known: AlertRecord,
  result: SendResult,
  nowMs: number,
): { status: AlertStatus; nextAttemptAt: number | null } {
  if (result.outcome === 'accepted') return { status: 'sent', nextAttemptAt: null };
  if (known.status !== 'pending') return { status: known.status, nextAttemptAt: null };
  if (result.outcome === 'refused') return { status: 'failed', nextAttemptAt: null };
  // In quiet hours nothing is tried: its day begins anew when they are over.
  const releasedAt = Math.min(known.heldUntil ?? 0, nowMs);
  const at = nextAttemptAt({
    attempts: known.attempts.length + 1,
    firstAttemptAt: Math.max(known.attempts[0]?.at ?? nowMs, releasedAt),
    nowMs,
    retryAfterMs: result.retryAfterMs,
  });
  return at === null ? { status: 'failed', nextAttemptAt: null } : { status: 'pending', nextAttemptAt: at };
}
