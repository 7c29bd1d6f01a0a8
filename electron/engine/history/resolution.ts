/**
 * The resolution of a range of response times: each check up to two days, hourly up to thirty, daily beyond; never finer
 * than what is still kept.
 */
import type { SeriesResolution } from '../../contract/model/history.ts';
import { dayMs } from './buckets.ts';

const rawUpToMs = 2 * dayMs;
const hourlyUpToMs = 30 * dayMs;

/** @param rawFrom raw checks are kept from then on. */
export function seriesResolution(from: number, to: number, rawFrom: number): SeriesResolution {
  const length = to - from;
  if (length > hourlyUpToMs) return 'day';
  return length > rawUpToMs || from < rawFrom ? 'hour' : 'raw';
}
