/**
 * YAML for people: sections separated by a blank line, short collections on one line. It may be printed on a terminal, so
 * control characters are escaped, which requires double quotes.
 */
import { Document, isCollection, isScalar, isSeq, Scalar, visit, type Pair, type YAMLSeq } from 'yaml';
import { escapeUnprintable, hasUnprintable } from '../../contract/plain-text.ts';

export function writeYaml(sections: Readonly<Record<string, unknown>>, header: readonly string[]): string {
  const comment = header.map((line) => `# ${line}\n`).join('');
  return [comment, ...Object.entries(sections).map(([name, value]) => section({ [name]: value }))].join('\n');
}

function section(value: unknown): string {
  // Equal lists are repeated, not aliased.
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => setQuotes(scalar),
    Seq: (_, seq) => setListFlow(seq),
    Pair: (_, pair) => setFieldFlow(pair),
  });
  return escapeUnprintable(document.toString({ lineWidth: 0 }));
}

function setQuotes(scalar: Scalar): void {
  if (typeof scalar.value === 'string' && hasUnprintable(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
}

/** `[a, b]` */
function setListFlow(seq: YAMLSeq): void {
  if (seq.items.every(isScalar)) setFlow(seq);
}

const onOneLine = new Set(['when', 'schedule', 'quietHours']);

/** `when: { severity: [critical] }`, and each assertion: `- { on: status, is: equals, value: 200 }` */
function setFieldFlow({ key, value }: Pair): void {
  const name = isScalar(key) ? key.value : key;
  if (typeof name === 'string' && onOneLine.has(name)) setFlow(value);
  if (name === 'assertions' && isSeq(value)) value.items.forEach(setFlow);
}

/** Text of several lines has to be quoted there: a line like `-` would be read as the beginning of a list. */
function setFlow(node: unknown): void {
  if (!isCollection(node)) return;
  node.flow = true;
  visit(node, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && /[\r\n]/.test(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
}
