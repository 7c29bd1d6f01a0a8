/** A period compared with the one before it. */
import { formatFigure, formatPercent, formatResponseTime } from '../../format.ts';
import type { Compared, ComparedValue } from '../../state/comparison.ts';

function valueOf(of: Compared, value: number | null): string {
  if (value === null) return '–';
  return of === 'uptime' ? formatPercent(value) : formatResponseTime(value);
}

/** `7 ms slower`, `0.05 percentage points more`; empty: one of them is unknown. */
function changeOf({ of, now, before }: ComparedValue): string {
  if (now === null || before === null) return '';
  const difference = Math.abs(now - before);
  const points = Math.round(difference * 10_000) / 100;
  if (of === 'uptime' ? points === 0 : difference < 0.05) return 'The same';
  if (of === 'uptime')
    return `${formatFigure(points, '')} percentage ${points === 1 ? 'point' : 'points'} ${now > before ? 'more' : 'less'}`;
  return `${formatResponseTime(difference)} ${now > before ? 'slower' : 'faster'}`;
}

export const compare = {
  toggle: 'Compare with the period before',
  before: 'Period before',
  now: 'This period',
  change: 'Change',
  names: { median: 'Median', p95: 'p95', uptime: 'Uptime' } satisfies Record<Compared, string>,
  hints: {
    median: 'Response time. Of more than two days, of a typical hour or day.',
    p95: '95% of the checks responded sooner. Of more than two days, of a typical hour or day.',
    uptime: 'Of the time that was monitored',
  } satisfies Record<Compared, string>,
  valueOf,
  changeOf,
};
