/** How the command palette ranks its entries. Pure. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Shown next to the label, and searched too: the address, a synonym. */
  readonly note: string;
  readonly run: () => void;
}

/** Higher is better; null: no match. Each word of the query must occur, preferably at the start of a word. */
export function score(query: string, { label, note }: Pick<Command, 'label' | 'note'>): number | null {
  const name = label.toLowerCase();
  const other = note.toLowerCase();
  let total = 0;
  for (const word of query
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')) {
    const at = name.indexOf(word);
    if (at === 0) total += 4;
    else if (at > 0) total += /[\s\-_./]/.test(name[at - 1] ?? '') ? 3 : 2;
    else if (other.includes(word)) total += 1;
    else return null;
  }
  return total;
}

export function rank(commands: readonly Command[], query: string, limit: number): readonly Command[] {
  const scored = commands.flatMap((command) => {
    const points = score(query, command);
    return points === null ? [] : [{ command, points }];
  });
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

export interface MeantByVerb {
  readonly verb: string;
  /** Whether the words after the verb can mean this name. */
  readonly fits: (name: string) => boolean;
}

/**
 * `mute shop for 1` applies to every monitor whose name contains a word after the verb; a verb alone applies to none.
 * @param verbs that start the commands on a monitor.
 */
export function verbOf(query: string, verbs: readonly string[]): MeantByVerb | null {
  const [first = '', ...rest] = query.trim().toLowerCase().split(/\s+/);
  const verb = verbs.find((one) => one === first);
  if (verb === undefined || rest.length === 0) return null;
  return { verb, fits: (name) => rest.some((word) => name.toLowerCase().includes(word)) };
}
