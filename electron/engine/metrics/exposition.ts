/**
 * Writes metrics in Prometheus' text format 0.0.4 or in OpenMetrics 1.0. What is exposed derives from the state at the
 * time of the scrape, so there is no registry of counters to keep, and families are written in chunks. Pure.
 */
export type MetricsFormat = 'text' | 'openmetrics';

export interface Sample {
  /** Written by `labels`; empty: none. */
  readonly labels: string;
  readonly value: number;
}

export interface Family {
  /** As in the text format: a counter ends in `_total`. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'info';
  readonly unit: 'seconds' | 'bytes' | null;
  readonly help: string;
  readonly samples: Iterable<Sample>;
}

const samplesPerChunk = 500;

/** A family without samples is omitted. Each chunk takes a few milliseconds at most. */
export function* exposition(families: Iterable<Family>, format: MetricsFormat): Generator<string, void> {
  for (const family of families) yield* familyText(family, format);
  if (format === 'openmetrics') yield '# EOF\n';
}

function* familyText(family: Family, format: MetricsFormat): Generator<string, void> {
  let text = head(family, format);
  let count = 0;
  for (const { labels: written, value } of family.samples) {
    text += written === '' ? `${family.name} ${number(value)}\n` : `${family.name}{${written}} ${number(value)}\n`;
    count += 1;
    if (count % samplesPerChunk !== 0) continue;
    yield text;
    text = '';
  }
  if (count > 0 && text !== '') yield text;
}

function head({ name, type, unit, help }: Family, format: MetricsFormat): string {
  if (format === 'text') {
    return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type === 'counter' ? 'counter' : 'gauge'}\n`;
  }
  // The suffix belongs to the sample, not to the family.
  const family = type === 'counter' || type === 'info' ? name.replace(/_(?:total|info)$/u, '') : name;
  const unitLine = unit === null ? '' : `# UNIT ${family} ${unit}\n`;
  return `# TYPE ${family} ${type}\n${unitLine}# HELP ${family} ${escapeValue(help)}\n`;
}

/** @param given names are `[a-zA-Z_][a-zA-Z0-9_]*`; values are any text. */
export function labels(given: Readonly<Record<string, string>>): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}="${escapeValue(value)}"`)
    .join(',');
}

/** Both are written already, and neither is empty. */
export function joined(one: string, other: string): string {
  return `${one},${other}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
