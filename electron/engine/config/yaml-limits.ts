/**
 * Limits on YAML texts. Parsing time grows with the number of tokens, and with the square of depth and references, on the
 * thread that also runs the checks. So they are counted first, with the lexer alone, until a limit is exceeded.
 */
import { CST, Lexer } from 'yaml';
import { problem, type Problem } from '../../contract/problems.ts';

const maxMebibytes = 1;
const maxCharacters = maxMebibytes * 1024 * 1024;
/** About six thousand monitors. */
const maxWords = 200_000;
const maxReferences = 500;
export const maxDepth = 50;

const opening = new Set(['flow-map-start', 'flow-seq-start']);
const closing = new Set(['flow-map-end', 'flow-seq-end']);
/** `- - - a` nests lists in one line. */
const nesting = new Set(['seq-item-ind', 'explicit-key-ind']);
const references = new Set(['anchor', 'alias']);

interface TooMuch {
  /** Null: the file as a whole. */
  readonly line: number | null;
  readonly problem: Problem;
}

/** Null: within the limits. */
export function tooMuchIn(yaml: string): TooMuch | null {
  if (yaml.length > maxCharacters)
    return { line: null, problem: problem('file-too-large', { mebibytes: maxMebibytes }) };
  const count = { words: 0, references: 0, depth: 0, inLine: 0, line: 1 };
  for (const word of new Lexer().lex(yaml)) {
    const type = CST.tokenType(word) ?? 'text';
    const { line } = count;
    count.line += lineEndsIn(word);
    // The first also begins each line of a block scalar; the second only announces a token.
    if (type === 'space' || type === 'scalar') continue;
    count.words += 1;
    if (references.has(type)) count.references += 1;
    else if (opening.has(type)) count.depth += 1;
    else if (closing.has(type)) count.depth -= 1;
    else if (nesting.has(type)) count.inLine += 1;
    else if (type === 'newline') count.inLine = 0;
    if (count.words > maxWords) return { line: null, problem: problem('file-too-long', { words: maxWords }) };
    if (count.references > maxReferences)
      return { line: null, problem: problem('too-many-references', { most: maxReferences }) };
    if (count.depth > maxDepth || count.inLine > maxDepth) return { line, problem: problem('too-deep') };
  }
  return null;
}

function lineEndsIn(word: string): number {
  let ends = 0;
  for (let at = word.indexOf('\n'); at !== -1; at = word.indexOf('\n', at + 1)) ends += 1;
  return ends;
}
