/**
 * Finds secrets in a text in any of its spellings, however they are mixed. An Aho-Corasick automaton of all secrets reads
 * every way through the text: at an escape it goes on with the plain characters and with their meaning. Time is linear in
 * the text, since ways that have read the same end of a secret become one, and their number is limited.
 */
import { isIntroducer, spellingsOf, type Reading } from './spellings.ts';

export interface Pattern {
  readonly text: string;
  /** Found only where no letter or digit is next to it. */
  readonly isWord: boolean;
  /** Base64 characters next to it belong in part to the secret. */
  readonly isBase64: boolean;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Transitions that are remembered: without that, each one could take as many steps as a secret has characters. */
const mostRemembered = 20_000;
/** Ways through the text that are followed at once: more exist only for secrets that consist of escapes themselves. */
const mostWays = 64;
const root = 0;

export function secretMatcher(patterns: readonly Pattern[]): (text: string) => readonly Range[] {
  const automaton = automatonOf(patterns);
  return (text) => findAll(text, automaton);
}

interface Automaton {
  /** The state after one more UTF-16 unit. */
  readonly next: (state: number, unit: number) => number;
  readonly isFirst: (unit: number) => boolean;
  readonly hasMatches: (state: number) => boolean;
  /** The patterns that end in the state. */
  readonly matches: (state: number) => readonly Pattern[];
}

function automatonOf(patterns: readonly Pattern[]): Automaton {
  const edges = new Map<number, number>();
  const edge: Edge = (state, unit) => edges.get(keyOf(state, unit));
  const ends: Pattern[][] = [[]];
  const parents: { readonly state: number; readonly unit: number }[] = [{ state: root, unit: 0 }];
  for (const pattern of patterns) {
    let state = root;
    for (let index = 0; index < pattern.text.length; index += 1) {
      const unit = pattern.text.charCodeAt(index);
      let after = edge(state, unit);
      if (after === undefined) {
        after = ends.push([]) - 1;
        parents.push({ state, unit });
        edges.set(keyOf(state, unit), after);
      }
      state = after;
    }
    ends[state]?.push(pattern);
  }
  const { fallback, next } = fallbacksOf(parents, edge);
  const nearest = nearestEnds(ends, fallback);
  const firsts = new Uint8Array(0x1_00_00);
  for (const { text } of patterns) firsts[text.charCodeAt(0)] = 1;
  return {
    next,
    isFirst: (unit) => firsts[unit] === 1,
    hasMatches: (state) => nearest[state] !== root,
    matches(state) {
      const found: Pattern[] = [];
      for (let at = nearest[state] ?? root; at !== root; at = nearest[fallback[at] ?? root] ?? root) {
        found.push(...(ends[at] ?? []));
      }
      return found;
    },
  };
}

function keyOf(state: number, unit: number): number {
  return state * 0x1_00_00 + unit;
}

type Edge = (state: number, unit: number) => number | undefined;
type Parents = readonly { readonly state: number; readonly unit: number }[];

/** The state of the longest proper end of what a state has read, shortest states first. */
function fallbacksOf(
  parents: Parents,
  edge: Edge,
): { readonly fallback: Int32Array; readonly next: Automaton['next'] } {
  const fallback = new Int32Array(parents.length);
  const remembered = new Map<number, number>();
  const search = (state: number, unit: number): number => {
    for (let at = fallback[state] ?? root; ; at = fallback[at] ?? root) {
      const after = edge(at, unit);
      if (after !== undefined) return after;
      if (at === root) return root;
    }
  };
  const next = (state: number, unit: number): number => {
    const direct = edge(state, unit);
    if (direct !== undefined || state === root) return direct ?? root;
    const key = keyOf(state, unit);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = search(state, unit);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, found);
    return found;
  };
  for (const state of byDepth(parents)) {
    const { state: parent, unit } = parents[state] ?? { state: root, unit: 0 };
    fallback[state] = parent === root ? root : next(fallback[parent] ?? root, unit);
  }
  return { fallback, next };
}

function byDepth(parents: Parents): readonly number[] {
  const depths = new Int32Array(parents.length);
  // A state is made after its parent.
  for (let state = 1; state < parents.length; state += 1)
    depths[state] = (depths[parents[state]?.state ?? root] ?? 0) + 1;
  const states = Array.from(parents.keys()).slice(1);
  return states.sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0));
}

/** For each state itself or the first of its fallbacks in which patterns end; the root: none. */
function nearestEnds(ends: readonly (readonly Pattern[])[], fallback: Int32Array): Int32Array {
  const nearest = new Int32Array(ends.length).fill(-1);
  nearest[root] = root;
  const find = (state: number): number => {
    const way: number[] = [];
    let at = state;
    while (nearest[at] === -1 && ends[at]?.length === 0) {
      way.push(at);
      at = fallback[at] ?? root;
    }
    const found = ends[at]?.length === 0 ? (nearest[at] ?? root) : at;
    nearest[at] = found;
    for (const passed of way) nearest[passed] = found;
    return found;
  };
  ends.forEach((_, state) => find(state));
  return nearest;
}

/** From where in the text a way has read its units: one entry for each run of plain characters, and for each escape. */
interface Trail {
  readonly fromUnit: number;
  readonly fromIndex: number;
  readonly before: Trail | null;
}

/** One way through the text, as far as it has come. */
interface Way {
  readonly state: number;
  /** Units that it has read so far. */
  readonly units: number;
  readonly trail: Trail | null;
}

function findAll(text: string, automaton: Automaton): readonly Range[] {
  const ranges: Range[] = [];
  const spellings = spellingsOf(text);
  /** Ways by the index at which they go on. */
  const arriving = new Map<number, Way[]>();
  let ways: readonly Way[] = [beginAt(0)];
  let index = 0;
  while (index < text.length) {
    const [only] = ways;
    if (only !== undefined && ways.length === 1 && arriving.size === 0 && !isIntroducer(text.charCodeAt(index))) {
      const [way, end] = readPlain(only, index);
      ways = [way];
      index = end;
      continue;
    }
    const readings = spellings.at(index);
    for (const way of ways) for (const reading of readings) arrive(way.state === root ? beginAt(index) : way, reading);
    index += 1;
    ways = arriving.get(index) ?? [beginAt(index)];
    arriving.delete(index);
  }
  return ranges;

  /** Up to the next escape. */
  function readPlain({ state: from, units, trail }: Way, begin: number): readonly [Way, number] {
    let state = from;
    let end = begin;
    for (; end < text.length; end += 1) {
      const unit = text.charCodeAt(end);
      if (isIntroducer(unit)) break;
      if (state === root && !automaton.isFirst(unit)) continue;
      state = automaton.next(state, unit);
      if (automaton.hasMatches(state)) report({ state, units: units + end + 1 - begin, trail }, end + 1);
    }
    return [state === root ? beginAt(end) : { state, units: units + end - begin, trail }, end];
  }

  function arrive(way: Way, { units: read, end }: Reading): void {
    let { state, units } = way;
    const isPlain = end === index + 1 && read === text[index];
    const trail = isPlain ? way.trail : { fromUnit: units, fromIndex: index, before: way.trail };
    for (let place = 0; place < read.length; place += 1) {
      state = automaton.next(state, read.charCodeAt(place));
      units += 1;
      if (automaton.hasMatches(state)) report({ state, units, trail }, end);
    }
    // Where no way arrives, one begins; any other way takes over what one from the root would find.
    if (state === root) return;
    const after = isPlain ? trail : { fromUnit: units, fromIndex: end, before: trail };
    const waiting = arriving.get(end);
    const arrived = { state, units, trail: after };
    if (waiting === undefined) arriving.set(end, [arrived]);
    else if (waiting.length < mostWays && waiting.every((other) => other.state !== state)) waiting.push(arrived);
  }

  function report({ state, units, trail }: Way, to: number): void {
    for (const pattern of automaton.matches(state)) {
      const range = rangeOf(text, pattern, { from: indexOf(trail, units - pattern.text.length), to });
      if (range !== null) ranges.push(range);
    }
  }
}

function beginAt(index: number): Way {
  return { state: root, units: 0, trail: { fromUnit: 0, fromIndex: index, before: null } };
}

/** Where in the text a way has read the unit. */
function indexOf(trail: Trail | null, unit: number): number {
  let at = trail;
  while (at !== null && at.fromUnit > unit) at = at.before;
  return at === null ? 0 : at.fromIndex + unit - at.fromUnit;
}

const letterOrDigit = /[\p{L}\p{N}]/u;
const base64Sign = /[A-Za-z0-9+/_=-]/;

/** Null: a part of another word. */
function rangeOf(text: string, { isWord, isBase64 }: Pattern, { from, to }: Range): Range | null {
  const [before, after] = [text.charAt(from - 1), text.charAt(to)];
  if (isWord && (letterOrDigit.test(before) || letterOrDigit.test(after))) return null;
  if (!isBase64) return { from, to };
  return { from: base64Sign.test(before) ? from - 1 : from, to: base64Sign.test(after) ? to + 1 : to };
}
