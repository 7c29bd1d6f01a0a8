/**
 * A YAML text as a tree with line numbers. Plain data only: no tags, no merge keys, no repeated keys, and aliases only up
 * to a bounded size. Every problem has its line.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { problem, type Problem } from '../../contract/problems.ts';
import { refusedFile, type FileProblem, type Outcome } from '../../contract/refusal.ts';
import { ok, type FilePlace } from '../../contract/result.ts';
import { maxDepth, tooMuchIn } from './yaml-limits.ts';

export interface YamlScalar {
  /** Field path: `monitors.0.url`. */
  readonly path: string;
  /** As it is now. */
  readonly value: unknown;
  /** As typed, without quotes; undefined: in quotes, or a block. */
  readonly plain: string | undefined;
  readonly replace: (value: unknown) => void;
}

export interface YamlSource {
  /** All values other than maps and lists, without keys. */
  readonly scalars: readonly YamlScalar[];
  /** The plain values as they are now. */
  readonly toValue: () => Outcome<unknown>;
  /** The line of the field, or of the closest enclosing node in the file. */
  readonly lineOf: (path: string) => number;
  readonly placeOf: (path: string) => FilePlace & { readonly id: string };
}

const maxAliases = 100;
const maxProblems = 20;

export function readYaml(yaml: string): Outcome<YamlSource> {
  const tooMuch = tooMuchIn(yaml);
  if (tooMuch !== null) {
    return refusedFile([{ path: '', ...tooMuch }]);
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
    // The library compares each key with all others, which would take minutes; see `walk`.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const syntax = [...document.errors, ...document.warnings].slice(0, maxProblems);
  if (syntax.length > 0) {
    return refusedFile(
      firstOfEachLine(syntax.map((error) => ({ line: lineAt(error.pos[0]), problem: syntaxProblem(error) }))),
    );
  }
  const walked = walk(document);
  if (walked.problems.length > 0) {
    const found = walked.problems.slice(0, maxProblems);
    return refusedFile(
      firstOfEachLine(found.map((one) => ({ line: lineAt(startOf(one.node)), problem: one.problem }))),
    );
  }
  return ok({
    scalars: walked.scalars,
    toValue: () => toValue(document),
    lineOf: (path) => lineAt(offsetOf(document, path)),
    placeOf: placesIn(walked.scalars),
  });
}

/** `monitors.3.auth.password` -> `auth.password` of the fourth monitor. */
function placesIn(scalars: readonly YamlScalar[]): YamlSource['placeOf'] {
  // As written: a variable keeps its name, so that no message repeats its value.
  const texts = new Map(scalars.map(({ path, value }) => [path, value]));
  return (path) => {
    const [, section = '', record = '', field = ''] = /^([^.]*)(\.\d+)?(?:\.(.*))?$/s.exec(path) ?? [];
    const textAt = (name: string): string => {
      const value = texts.get(`${section}${record}.${name}`);
      return typeof value === 'string' ? value : '';
    };
    const id = textAt('id');
    return { section, id, kind: textAt('kind'), record: textAt('name') || id, field };
  };
}

interface LineProblem {
  readonly line: number;
  readonly problem: Problem;
}

/** The first problem of a line explains the others. */
function firstOfEachLine(problems: readonly LineProblem[]): readonly FileProblem[] {
  const first = new Map<number, FileProblem>();
  for (const { line, problem: found } of problems) {
    if (!first.has(line)) first.set(line, { path: '', line, problem: found });
  }
  return [...first.values()];
}

function syntaxProblem({ code, message }: YAMLError): Problem {
  if (code === 'RESOURCE_EXHAUSTION') return problem('too-deep');
  return problem('not-yaml', { reason: message.split('\n')[0] ?? message });
}

interface Walk {
  readonly scalars: YamlScalar[];
  readonly problems: { readonly node: Node; readonly problem: Problem }[];
}

function walk(document: Document): Walk {
  const found: Walk = { scalars: [], problems: [] };
  const visit = (node: unknown, path: string, around: readonly unknown[]): void => {
    const inside = [...around, node];
    const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
    if (isAlias(node)) {
      const source = node.resolve(document);
      const isSound = source !== undefined && !around.includes(source);
      if (!isSound) found.problems.push({ node, problem: problem('unknown-alias', { name: node.source }) });
    } else if (isScalar(node)) {
      const replace = (value: unknown): void => {
        node.value = value;
      };
      found.scalars.push({
        path,
        get value() {
          return node.value;
        },
        plain: node.type === 'PLAIN' ? node.source : undefined,
        replace,
      });
    } else if ((isMap(node) || isSeq(node)) && around.length >= maxDepth) {
      found.problems.push({ node, problem: problem('too-deep') });
    } else if (isMap(node)) {
      const names = new Set<string>();
      for (const { key, value } of node.items) {
        const name = nameOf(key);
        if (names.has(name) && isScalar(key)) found.problems.push({ node: key, problem: problem('repeated-key') });
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

function toValue(document: Document): Outcome<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    // Its only remaining reason to throw.
    if (error instanceof ReferenceError)
      return refusedFile([{ path: '', line: null, problem: problem('aliases-too-large') }]);
    throw error;
  }
}

/** Descends as far as the path exists in the file. Keys may contain dots themselves (`headers.X.Y`). */
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
