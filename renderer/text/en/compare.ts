/** A period compared with the one before it. */
import { formatCount, formatFigure, formatLength, formatPercent, formatResponseTime } from '../../format.ts';
import type { Compared, ComparedValue } from '../../state/comparison.ts';

function valueOf({ of, unit }: Pick<ComparedValue, 'of' | 'unit'>, value: number | null): string {
  if (value === null) return '–';
  switch (of) {
    case 'figure':
      return formatFigure(value, unit);
    case 'uptime':
      return formatPercent(value);
    case 'downtime':
      return formatLength(value);
    case 'incidents':
      return formatCount(value);
    default:
      return formatResponseTime(value);
  }
}

/** Below this a difference is not shown. */
const least: Readonly<Record<Compared, number>> = {
  figure: 0,
  median: 0.05,
  p95: 0.05,
  uptime: 0.000_05,
  downtime: 1_000,
  incidents: 0,
};

/** `7 ms slower`, `0.05 percentage points more`; empty: one of them is unknown. */
function changeOf(value: ComparedValue): string {
  const { of, now, before } = value;
  if (now === null || before === null) return '';
  const difference = Math.abs(now - before);
  if (difference <= least[of]) return 'The same';
  if (of === 'median' || of === 'p95') return `${formatResponseTime(difference)} ${now > before ? 'slower' : 'faster'}`;
  const points = Math.round(difference * 10_000) / 100;
  const amount =
    of === 'uptime'
      ? `${formatFigure(points, '')} percentage ${points === 1 ? 'point' : 'points'}`
      : valueOf(value, difference);
  return `${amount} ${now > before ? 'more' : of === 'incidents' ? 'fewer' : 'less'}`;
}

export const compare = {
  toggle: 'Compare with the period before',
  before: 'Period before',
  now: 'This period',
  change: 'Change',
  names: {
    figure: 'Median',
    median: 'Median',
    p95: 'p95',
    uptime: 'Uptime',
    downtime: 'Downtime',
    incidents: 'Incidents',
  } satisfies Record<Compared, string>,
  hints: {
    figure: 'Of more than two days, of a typical hour or day.',
    median: 'Response time. Of more than two days, of a typical hour or day.',
    p95: '95% of the checks responded sooner. Of more than two days, of a typical hour or day.',
    uptime: 'Of the time that was monitored',
    downtime: 'Within the period',
    incidents: 'Those that overlap the period',
  } satisfies Record<Compared, string>,
  noneBefore: 'Nothing was monitored before.',
  valueOf,
  changeOf,
};
