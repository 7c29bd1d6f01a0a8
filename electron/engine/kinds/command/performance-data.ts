/**
 * Splits the output of a plugin into what it says and its performance data, and reads the latter as figures by label
 * (https://www.monitoring-plugins.org/doc/guidelines.html): `'label'=value[unit];[warn];[crit];[min];[max]`, separated
 * by blanks, after the first `|` of the first line and after the next `|` of the lines below it.
 */
import type { Figures, FigureScale } from '../../../contract/model/figure.ts';

export interface PluginOutput {
  /** Without performance data. */
  readonly text: string;
  /** By label. */
  readonly figures: Figures;
  readonly scales: Readonly<Record<string, FigureScale>>;
}

const mostFigures = 32;
const longestLabel = 64;
const longestUnit = 8;
/** One figure, at the beginning. A quote within a quoted label is doubled. `U`: the value is unknown. */
const figure =
  /(?:'((?:[^']|'')+)'|([^\s'=]+))=(?:U|([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?)([^\s;\d]*))(?:;(\S*))?(?=\s|$)/iuy;
/** What is no figure is skipped up to the next blank, so that any text is read in one pass. */
const other = /\s*\S*/uy;

export function readPluginOutput(output: string): PluginOutput {
  const [first = '', ...others] = output.split('\n');
  const [head, firstData] = splitAt(first, '|');
  const [body, moreData] = splitAt(others.join('\n'), '|');
  const text = [head.trimEnd(), body.trimEnd()].filter((part) => part !== '').join('\n');
  return { text, ...figuresOf(`${firstData}\n${moreData}`) };
}

interface Measured extends FigureScale {
  readonly value: number;
}

function figuresOf(data: string): Omit<PluginOutput, 'text'> {
  const figures = new Map<string, Measured>();
  let at = data.length - data.trimStart().length;
  while (at < data.length && figures.size < mostFigures) {
    figure.lastIndex = at;
    const matched = figure.exec(data);
    if (matched === null) other.lastIndex = at;
    else addFigure(figures, matched);
    const length = matched?.[0].length ?? other.exec(data)?.[0].length ?? 1;
    at += Math.max(1, length);
    while (/\s/u.test(data[at] ?? '')) at += 1;
  }
  const found = [...figures];
  return {
    figures: Object.fromEntries(found.map(([label, { value }]) => [label, value])),
    scales: Object.fromEntries(found.map(([label, { value: _, ...scale }]) => [label, scale])),
  };
}

function addFigure(
  figures: Map<string, Measured>,
  [, quoted, bare, written, unit = '', limits = '']: RegExpExecArray,
): void {
  const value = numberIn(written);
  if (value === null) return;
  const label = (quoted?.replaceAll("''", "'") ?? bare ?? '').slice(0, longestLabel);
  const [warning = '', critical = ''] = limits.split(';');
  figures.set(label, {
    value,
    // A counter is a number that only grows.
    unit: unit === 'c' ? '' : unit.slice(0, longestUnit),
    warning: endsOf(warning),
    critical: endsOf(critical),
  });
}

/** Both ends of a range, `10`, `10:`, `~:10`, `@10:20`; one that begins at 0 says so by leaving it out. */
function endsOf(range: string): readonly number[] {
  const parts = range.replace(/^@/u, '').split(':').slice(0, 2);
  return parts.flatMap((part) => numberIn(part) ?? []);
}

function numberIn(written: string | undefined): number | null {
  const number = Number(written?.replace(',', '.') || Number.NaN);
  return Number.isFinite(number) ? number : null;
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
