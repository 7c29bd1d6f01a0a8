/**
 * How finely a range of response times is shown: each check up to two days, hourly up to thirty, daily beyond; and
 * never finer than what is still kept.
 */
import type { SeriesResolution } from '../../contract/model/history.ts';
import { dayMs } from './buckets.ts';

const rawUpToMs = 2 * dayMs;
const hourlyUpToMs = 30 * dayMs;

/** @param rawFrom from when on the raw checks are kept. */
export function seriesResolution(from: number, to: number, rawFrom: number): SeriesResolution {
  const length = to - from;
  if (length > hourlyUpToMs) return 'day';
  return length > rawUpToMs || from < rawFrom ? 'hour' : 'raw';
}
