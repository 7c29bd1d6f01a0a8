/**
 * The syntax of the search field: words, and `is:down` (also `is:muted`, `is:uncovered`), `tag:prod`, `kind:http`,
 * `severity:critical`. Values of one key are alternatives; everything else must match. The field is the only place for
 * filters, so the menu and the counts write into it too.
 */
import { severities, type Severity } from '../../electron/contract/model/monitor.ts';
import { monitorKinds, type MonitorKind } from '../../electron/contract/monitors/registry.ts';
import { monitorStates, type MonitorState, type MonitorSummary } from '../../electron/contract/model/state.ts';

const filterKeys = ['is', 'tag', 'kind', 'severity'] as const;
export type FilterKey = (typeof filterKeys)[number];

export interface Filter {
  readonly key: FilterKey;
  readonly value: string;
}

export interface Search {
  readonly words: readonly string[];
  readonly states: readonly MonitorState[];
  readonly uncovered: boolean;
  readonly muted: boolean;
  readonly tags: readonly string[];
  readonly kinds: readonly MonitorKind[];
  readonly severities: readonly Severity[];
}

const token = /(?:(is|tag|kind|severity):)?(?:"([^"]*)"?|(\S+))/gi;

interface Token {
  readonly key: FilterKey | null;
  readonly value: string;
}

function tokens(text: string): readonly Token[] {
  return [...text.matchAll(token)].map((match) => ({
    key: filterKeys.find((key) => key === match[1]?.toLowerCase()) ?? null,
    value: match[2] ?? match[3] ?? '',
  }));
}

function valuesOf(all: readonly Token[], key: FilterKey): readonly string[] {
  return all.filter((one) => one.key === key).map((one) => one.value.toLowerCase());
}

export function parseSearch(text: string): Search {
  const all = tokens(text);
  const states = valuesOf(all, 'is');
  const kinds = valuesOf(all, 'kind');
  const wanted = valuesOf(all, 'severity');
  return {
    words: all.filter((one) => one.key === null).map((one) => one.value.toLowerCase()),
    states: monitorStates.filter((state) => states.includes(state)),
    uncovered: states.includes('uncovered'),
    muted: states.includes('muted'),
    tags: valuesOf(all, 'tag'),
    kinds: monitorKinds.filter((kind) => kinds.includes(kind)),
    severities: severities.filter((severity) => wanted.includes(severity)),
  };
}

export function wordsOf(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Whether a text has all that was typed, in any order. @param typed words are in lower case. */
export function hasWords(text: string, typed: string | readonly string[]): boolean {
  const inside = text.toLowerCase();
  return (typeof typed === 'string' ? wordsOf(typed) : typed).every((word) => inside.includes(word));
}

function isAmong<T>(value: T, wanted: readonly T[]): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

export function matchesSearch(monitor: MonitorSummary, search: Search): boolean {
  if (!isAmong(monitor.state, search.states) || !isAmong(monitor.kind, search.kinds)) return false;
  if (!isAmong(monitor.severity, search.severities) || (search.uncovered && !monitor.uncovered)) return false;
  if (search.muted && monitor.muted === null) return false;
  if (search.tags.length > 0 && !monitor.tags.some((tag) => search.tags.includes(tag.toLowerCase()))) return false;
  if (search.words.length === 0) return true;
  return hasWords(`${monitor.name}\n${monitor.id}\n${monitor.target}\n${monitor.tags.join('\n')}`, search.words);
}

function write({ key, value }: Token): string {
  const quoted = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  return key === null ? quoted : `${key}:${quoted}`;
}

export function hasFilter(text: string, filter: Filter): boolean {
  return valuesOf(tokens(text), filter.key).includes(filter.value.toLowerCase());
}

/** Adds the filter to the text, or removes it. */
export function toggleFilter(text: string, filter: Filter): string {
  const all = tokens(text);
  const isSame = (one: Token): boolean =>
    one.key === filter.key && one.value.toLowerCase() === filter.value.toLowerCase();
  const rest = all.filter((one) => !isSame(one));
  return [...rest, ...(rest.length === all.length ? [filter] : [])].map(write).join(' ');
}
