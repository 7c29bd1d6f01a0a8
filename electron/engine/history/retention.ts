/**
 * What may go. Raw checks go after `rawDays`, but never before the rollups that are made of them; rollups, spans,
 * incidents and the delivery log after `historyDays`.
 */
import type { Settings } from '../../contract/model/program.ts';
import { bucketStart, dayMs } from './buckets.ts';

export interface Retention {
  /** What is older than this may go. */
  readonly rawBefore: number;
  readonly historyBefore: number;
}

/** @param rolledTo all that ended by then is in the rollups. */
export function retentionAt(
  nowMs: number,
  rolledTo: number,
  settings: Pick<Settings, 'rawDays' | 'historyDays'>,
): Retention {
  return {
    rawBefore: Math.min(nowMs - settings.rawDays * dayMs, bucketStart(rolledTo, 'day')),
    historyBefore: nowMs - settings.historyDays * dayMs,
  };
}
