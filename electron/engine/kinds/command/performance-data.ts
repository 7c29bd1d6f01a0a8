/**
 * Splits the output of a plugin into what it says and its performance data, and reads the latter as figures by label
 * (https://www.monitoring-plugins.org/doc/guidelines.html): `'label'=value[unit];[warn];[crit];[min];[max]`, separated
 * by blanks, after the first `|` of the first line and after the next `|` of the lines below it.
 */
export interface PluginOutput {
  /** Without performance data. */
  readonly text: string;
  /** By label, with the unit in brackets where there is one. */
  readonly figures: Readonly<Record<string, number>>;
}

const mostFigures = 32;
const longestLabel = 64;
/** One figure, at the beginning. A quote within a quoted label is doubled. `U`: the value is unknown. */
const figure =
  /(?:'((?:[^']|'')+)'|([^\s'=]+))=(?:U|([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?)([^\s;\d]*))(?:;\S*)?(?=\s|$)/iuy;
/** What is no figure is skipped up to the next blank, so that any text is read in one pass. */
const other = /\s*\S*/uy;

export function readPluginOutput(output: string): PluginOutput {
  const [first = '', ...others] = output.split('\n');
  const [head, firstData] = splitAt(first, '|');
  const [body, moreData] = splitAt(others.join('\n'), '|');
  const text = [head.trimEnd(), body.trimEnd()].filter((part) => part !== '').join('\n');
  return { text, figures: figuresOf(`${firstData}\n${moreData}`) };
}

function figuresOf(data: string): PluginOutput['figures'] {
  const figures = new Map<string, number>();
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
  return Object.fromEntries(figures);
}

function addFigure(figures: Map<string, number>, [, quoted, bare, value, unit = '']: RegExpExecArray): void {
  const number = Number(value?.replace(',', '.'));
  const label = (quoted?.replaceAll("''", "'") ?? bare ?? '').slice(0, longestLabel);
  if (Number.isFinite(number)) figures.set(unit === '' ? label : `${label} (${unit.slice(0, 8)})`, number);
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
