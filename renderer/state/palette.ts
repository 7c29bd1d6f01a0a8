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
