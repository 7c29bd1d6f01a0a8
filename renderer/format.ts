/** Numbers, lengths of time and moments as this reader writes them. They hold no words of their own: those are in `text/`. */
import { createDateFormat } from './format/dates.ts';
import { createNumberFormat } from './format/numbers.ts';
import { locales } from './language.ts';

export const {
  formatBytes,
  formatCount,
  formatLength,
  formatPercent,
  formatPhase,
  formatResponseTime,
  formatShortLength,
} = createNumberFormat(locales.region);

export const {
  formatClock,
  formatDateTime,
  formatDay,
  formatExact,
  formatMoment,
  formatMomentWithSeconds,
  formatTimeOfDay,
  formatWallTime,
  formatWeekday,
} = createDateFormat(locales);
