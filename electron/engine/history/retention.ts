/**
 * What may be dropped. Raw checks are dropped after `rawDays`, but never before their rollups exist; rollups, spans,
 * incidents and the delivery log after `historyDays`.
 */
import type { Settings } from '../../contract/model/program.ts';
import { bucketStart, dayMs } from './buckets.ts';

export interface Retention {
  /** Older checks may be dropped. */
  readonly rawBefore: number;
  readonly historyBefore: number;
}

/** @param rolledTo the rollups are complete up to then. */
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
