/** How the command palette ranks its entries. Pure. */
import { wordsOf } from './search.ts';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Shown next to the label, and searched too: the address, a synonym. */
  readonly note: string;
  readonly run: () => void;
  /** What it types into the palette instead, to choose a monitor next. */
  readonly types?: string;
}

/** Where a word occurs: 2 at the start, 1 at the start of a word, 0 within one; null: nowhere. */
function placeOf(text: string, word: string): 0 | 1 | 2 | null {
  if (text.startsWith(word)) return 2;
  const at = [' ', '-', '_', '.', '/'].some((before) => text.includes(before + word));
  return at ? 1 : text.includes(word) ? 0 : null;
}

/**
 * Higher is better; null: no match. Each word of the query must occur, in the label rather than in the note, at the start
 * of a word rather than within one.
 */
export function score(query: string, { label, note }: Pick<Command, 'label' | 'note'>): number | null {
  const name = label.toLowerCase();
  const other = ` ${note.toLowerCase()} `;
  let total = 0;
  for (const word of wordsOf(query)) {
    const inName = placeOf(name, word);
    const inNote = placeOf(other, word);
    if (inName !== null && inName > 0) total += inName + 3;
    else if (inNote === 1) total += other.includes(` ${word} `) ? 4 : 3;
    else if (inName !== null) total += 2;
    else if (inNote === null) return null;
  }
  return total;
}

/**
 * Whether a text has a word that begins like this one, or would with one letter more or with two neighbours exchanged. A
 * word of fewer than four letters is taken as it is.
 */
function nearly(word: string): (text: string) => boolean {
  const slips = /^[\p{L}\d]{4,}$/u.test(word)
    ? Array.from({ length: word.length - 1 }, (_, at) => {
        const [start, one = '', other = '', end] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
        return `${start}${other}${one}${end}|${start}${one}.${other}${end}`;
      })
    : [];
  const pattern = new RegExp(`(?:^|[\\s._/-])(?:${slips.join('|')})`);
  return (text) => text.includes(word) || (slips.length > 0 && pattern.test(text));
}

/** Where nothing matches as it is typed, slips of the hand are forgiven. */
export function rank(commands: readonly Command[], query: string, limit: number): readonly Command[] {
  const scored = commands.flatMap((command) => {
    const points = score(query, command);
    return points === null ? [] : [{ command, points }];
  });
  if (scored.length === 0) {
    const words = wordsOf(query).map(nearly);
    return commands
      .filter(({ label, note }) => words.every((isIn) => isIn(`${label} ${note}`.toLowerCase())))
      .slice(0, limit);
  }
  // Stable: equal scores keep their order.
  return scored
    .sort((a, b) => b.points - a.points)
    .slice(0, limit)
    .map(({ command }) => command);
}

const mostRecent = 8;

/** @param recent ids, the latest first. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, mostRecent);
}

/** Those used recently first, the latest before the others; those that are not offered now are passed over. */
export function recentFirst<T extends Pick<Command, 'id'>>(
  commands: readonly T[],
  recent: readonly string[],
): readonly T[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const first = recent.flatMap((id) => byId.get(id) ?? []);
  const used = new Set(first);
  return [...first, ...commands.filter((command) => !used.has(command))];
}

interface MeantByVerb {
  readonly verb: string;
  /** Whether the words after the verb can mean this name; without any, all are meant. */
  readonly fits: (name: string) => boolean;
  readonly isAlone: boolean;
}

/**
 * `mute shop for 1` applies to every monitor whose name contains a word after the verb, `mute ` to all. Null: there is no
 * verb, or it is still being typed.
 * @param verbs that start the commands on a monitor.
 */
export function verbOf(query: string, verbs: readonly string[]): MeantByVerb | null {
  const [verb = '', ...rest] = wordsOf(query);
  if (!verbs.includes(verb) || (rest.length === 0 && !query.endsWith(' '))) return null;
  const isAlone = rest.length === 0;
  return { verb, isAlone, fits: (name) => isAlone || rest.some((word) => name.toLowerCase().includes(word)) };
}
