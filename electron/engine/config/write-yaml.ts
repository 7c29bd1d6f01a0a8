/**
 * YAML for people: a section after the other with a blank line between, and what is short on one line. It is printed on
 * terminals, so what would command one is written as an escape, which only text in double quotes can have.
 */
import { Document, isCollection, isScalar, isSeq, Scalar, visit, type Pair, type YAMLSeq } from 'yaml';
import { escapeUnprintable, hasUnprintable } from '../../contract/plain-text.ts';

export function writeYaml(sections: Readonly<Record<string, unknown>>, header: readonly string[]): string {
  const comment = header.map((line) => `# ${line}\n`).join('');
  return [comment, ...Object.entries(sections).map(([name, value]) => section({ [name]: value }))].join('\n');
}

function section(value: unknown): string {
  // Equal lists are written out, not referred to.
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
  if (seq.items.every(isScalar)) seq.flow = true;
}

const onOneLine = new Set(['when', 'schedule', 'quietHours']);

/** `when: { severity: [critical] }`, and each assertion: `- { on: status, is: equals, value: 200 }` */
function setFieldFlow({ key, value }: Pair): void {
  const name = isScalar(key) ? key.value : key;
  if (typeof name === 'string' && onOneLine.has(name) && isCollection(value)) value.flow = true;
  if (name !== 'assertions' || !isSeq(value)) return;
  for (const item of value.items) if (isCollection(item)) item.flow = true;
}
