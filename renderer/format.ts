/** Numbers, durations and times in the reader's locale. Words are in `text/`, not here. */
import { createDateFormat } from './format/dates.ts';
import { createNumberFormat } from '../electron/contract/numbers.ts';
import { locales } from './language.ts';

export const {
  formatBytes,
  formatCount,
  formatFigure,
  formatLength,
  formatPercent,
  formatPhase,
  formatResponseTime,
  formatShortLength,
} = createNumberFormat(locales.region);

export const {
  formatClock,
  formatDate,
  formatDateTime,
  formatDay,
  formatExact,
  formatMoment,
  formatMomentWithSeconds,
  formatMonth,
  formatTimeOfDay,
  formatWallTime,
  formatZoned,
} = createDateFormat(locales);
