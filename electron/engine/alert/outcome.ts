/** Writes what came of a message: the attempt, the row's next state, the channel's health and the notices of it, at once. */
import type { Alert, AlertAttempt, AlertStatus, Channel, ChannelHealth } from '../../contract/model.ts';
import type { OutboxRow, Store } from '../store/store.ts';
import { brokenNotices } from './broken-notice.ts';
import type { SendResult } from './channel.ts';
import { healthAfter, nextAttemptAt } from './delivery-rules.ts';
import type { Directory } from './directory.ts';

export interface Outcome {
  readonly row: OutboxRow;
  /** As it was when the message was sent through it. */
  readonly channel: Channel;
  readonly result: SendResult;
  readonly atMs: number;
  readonly tookMs: number;
}

export interface Written {
  readonly alert: Alert | null;
  /** Null: the channel was edited or removed meanwhile; what it said is no longer about it. */
  readonly health: ChannelHealth | null;
  readonly notices: number;
}

export function writeOutcome(outcome: Outcome, store: Store, directory: Directory): Written {
  return store.transaction(() => {
    const { row, result, atMs, tookMs } = outcome;
    const endedAt = atMs + tookMs;
    const entry = directory.find(row.channelId);
    if (entry?.channel !== outcome.channel) {
      return { alert: writeAttempt({ ...outcome, result: softened(result) }, store), health: null, notices: 0 };
    }
    const alert = writeAttempt(outcome, store);
    const health = healthAfter(entry.health, result, endedAt);
    store.channels.saveHealth(row.channelId, health);
    if (!health.broken || entry.health.broken) return { alert, health, notices: 0 };
    const notices = brokenNotices({ row, answer: result.answer, atMs: endedAt }, directory, store.outbox);
    return { alert, health, notices: store.outbox.add(notices, endedAt).length };
  });
}

/** What was refused by the channel as it was may be taken by what it is now. */
function softened(result: SendResult): SendResult {
  return result.outcome === 'refused' ? { outcome: 'retry', answer: result.answer } : result;
}

function writeAttempt({ row, result, atMs, tookMs }: Outcome, { outbox }: Store): Alert | null {
  const known = outbox.find(row.id);
  if (known === null) return null;
  const attempt: AlertAttempt = { at: atMs, tookMs, accepted: result.outcome === 'accepted', answer: result.answer };
  return outbox.recordAttempt(row.id, attempt, nextOf(known, result, atMs + tookMs));
}

/** A row that was cancelled while its message was under way stays so, unless the message was taken. */
function nextOf(
  known: Alert,
  result: SendResult,
  nowMs: number,
): { status: AlertStatus; nextAttemptAt: number | null } {
  if (result.outcome === 'accepted') return { status: 'sent', nextAttemptAt: null };
  if (known.status !== 'pending') return { status: known.status, nextAttemptAt: null };
  if (result.outcome === 'refused') return { status: 'failed', nextAttemptAt: null };
  const at = nextAttemptAt({
    attempts: known.attempts.length + 1,
    firstAttemptAt: known.attempts[0]?.at ?? nowMs,
    nowMs,
    retryAfterMs: result.retryAfterMs,
  });
  return at === null ? { status: 'failed', nextAttemptAt: null } : { status: 'pending', nextAttemptAt: at };
}
