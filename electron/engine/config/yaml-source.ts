/**
 * A YAML text as a tree that knows its lines. Plain data only: no tags, no merge keys, no repeated keys, aliases only
 * as far as they expand to a sane size. Every problem is told with its line.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { invalid, ok, type Result } from '../../contract/result.ts';
import { maxDepth, tooMuchIn } from './yaml-limits.ts';

export interface YamlScalar {
  /** Field path: `monitors.0.url`. */
  readonly path: string;
  readonly value: unknown;
  readonly replace: (value: unknown) => void;
}

export interface YamlSource {
  /** Every value that is not a map or a list; keys are not among them. */
  readonly scalars: readonly YamlScalar[];
  /** The plain values as they are now. */
  readonly toValue: () => Result<unknown>;
  /** The line of the field, or of the closest thing around it that is written down. */
  readonly lineOf: (path: string) => number;
}

const maxAliases = 100;
const maxProblems = 20;
const repeated = 'Map keys must be unique';

export function readYaml(yaml: string): Result<YamlSource> {
  const tooMuch = tooMuchIn(yaml);
  if (tooMuch !== null) {
    const { line, problem } = tooMuch;
    return invalid({ [line === null ? 'file' : `line ${String(line)}`]: problem });
  }
  const lines = new LineCounter();
  const document = parseDocument(yaml, {
    lineCounter: lines,
    schema: 'core',
    version: '1.2',
    customTags: null,
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    // Its own comparison of each key with all others would take minutes; see the walk.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const syntax = [...document.errors, ...document.warnings].slice(0, maxProblems);
  if (syntax.length > 0) {
    return invalid(problemsByLine(syntax.map(({ code, message, pos }) => ({ line: lineAt(pos[0]), code, message }))));
  }
  const walked = walk(document);
  if (walked.problems.length > 0) {
    return invalid(
      problemsByLine(
        walked.problems.slice(0, maxProblems).map(({ node, ...rest }) => ({ line: lineAt(startOf(node)), ...rest })),
      ),
    );
  }
  return ok({
    scalars: walked.scalars,
    toValue: () => toValue(document),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  });
}

interface Problem {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

function problemsByLine(problems: readonly Problem[]): Readonly<Record<string, string>> {
  const entries = problems.map(({ line, code, message }) => {
    const words = code === 'RESOURCE_EXHAUSTION' ? 'is nested too deeply' : (message.split('\n')[0] ?? message);
    return [`line ${line}`, words] as const;
  });
  // The first problem of a line is the one that explains the others.
  return Object.fromEntries(entries.reverse());
}

interface Walk {
  readonly scalars: YamlScalar[];
  readonly problems: { readonly node: Node; readonly code: string; readonly message: string }[];
}

function walk(document: Document): Walk {
  const found: Walk = { scalars: [], problems: [] };
  const visit = (node: unknown, path: string, around: readonly unknown[]): void => {
    const inside = [...around, node];
    const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
    if (isAlias(node)) {
      const source = node.resolve(document);
      const isSound = source !== undefined && !around.includes(source);
      if (!isSound)
        found.problems.push({ node, code: 'ALIAS', message: `*${node.source} refers to nothing before it` });
    } else if (isScalar(node)) {
      const replace = (value: unknown): void => {
        node.value = value;
      };
      found.scalars.push({ path, value: node.value, replace });
    } else if ((isMap(node) || isSeq(node)) && around.length >= maxDepth) {
      found.problems.push({ node, code: 'DEPTH', message: 'is nested too deeply' });
    } else if (isMap(node)) {
      const names = new Set<string>();
      for (const { key, value } of node.items) {
        const name = nameOf(key);
        if (names.has(name) && isScalar(key)) found.problems.push({ node: key, code: 'REPEATED', message: repeated });
        names.add(name);
        visit(value, below(name), inside);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => visit(item, below(String(index)), inside));
    }
  };
  visit(document.contents, '', []);
  return found;
}

function toValue(document: Document): Result<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    // The only thing left that it throws for.
    if (error instanceof ReferenceError) return invalid({ file: 'has aliases that expand to far too much' });
    throw error;
  }
}

/** Walks down as far as the path is written in the file. Keys may hold dots themselves (`headers.X.Y`). */
function offsetOf(document: Document, path: string): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  let rest = path;
  while (rest !== '') {
    if (isAlias(node)) node = node.resolve(document);
    const step = isMap(node) || isSeq(node) ? stepInto(node, rest) : null;
    if (step === null) break;
    ({ node, offset, rest } = step);
  }
  return offset;
}

interface Step {
  readonly node: unknown;
  readonly offset: number;
  readonly rest: string;
}

function stepInto(node: unknown, path: string): Step | null {
  if (isSeq(node)) {
    const [index = '', ...rest] = path.split('.');
    const item = /^\d+$/.test(index) ? node.items[Number(index)] : undefined;
    return item === undefined ? null : { node: item, offset: startOf(item), rest: rest.join('.') };
  }
  if (!isMap(node)) return null;
  const pairs = node.items.filter(({ key }) => `${path}.`.startsWith(`${nameOf(key)}.`));
  const [pair] = pairs.sort((a, b) => nameOf(b.key).length - nameOf(a.key).length);
  if (pair === undefined) return null;
  return { node: pair.value, offset: startOf(pair.key), rest: path.slice(nameOf(pair.key).length + 1) };
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
  return range?.[0] ?? 0;
}
