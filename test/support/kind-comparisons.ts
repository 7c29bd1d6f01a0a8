/** Where sources compare a kind of monitor, channel or location with a literal: found by the parsers of TypeScript and Svelte. */
import { createRequire } from 'node:module';
import type * as TypeScript from 'typescript';
import { parse } from 'svelte/compiler';
import { channelKinds } from '../../electron/contract/channels/registry.ts';
import { locationDefinitions } from '../../electron/contract/locations/registry.ts';
import { monitorKinds } from '../../electron/contract/monitors/registry.ts';
import { read } from './source-imports.ts';

// Imported, it would be taken for source of ours and transformed, all 9 MB of it.
const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;

const kinds: ReadonlySet<string> = new Set([...monitorKinds, ...channelKinds, ...Object.keys(locationDefinitions)]);
/** Words such as `native` mean other things as well: what is compared must be called a kind, or a location. */
const kindName = /(^|\W)(kind|\w+Kind|location)$/;

/** `kind === 'http'`, once for each place. */
export function kindComparisons(file: string, text = read(file)): readonly string[] {
  const found = file.endsWith('.svelte') ? inComponent(text) : inModule(file, text);
  return found
    .filter(([operand, literal]) => kinds.has(literal) && kindName.test(operand))
    .map((pair) => pair.join(' ~ '));
}

/** What is compared, as written, and the literal it is compared with. */
type Pair = readonly [string, string];

function inModule(file: string, text: string): readonly Pair[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: Pair[] = [];
  const add = (operand: TypeScript.Node, literal: TypeScript.Node): void => {
    if (ts.isStringLiteralLike(literal)) found.push([operand.getText(source), literal.text]);
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText(source))) {
      add(node.left, node.right);
      add(node.right, node.left);
    } else if (ts.isSwitchStatement(node)) {
      for (const clause of node.caseBlock.clauses) if (ts.isCaseClause(clause)) add(node.expression, clause.expression);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const [operand] = node.arguments;
      if (name.text === 'includes' && operand !== undefined && ts.isArrayLiteralExpression(expression))
        for (const element of expression.elements) add(operand, element);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

interface EsNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Scripts and markup alike. */
function inComponent(text: string): readonly Pair[] {
  const found: Pair[] = [];
  const add = (operand: EsNode, literal: EsNode): void => {
    if (typeof literal.value === 'string') found.push([text.slice(operand.start, operand.end), literal.value]);
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === 'BinaryExpression' && isNode(value.left) && isNode(value.right)) {
      add(value.left, value.right);
      add(value.right, value.left);
    } else if (value.type === 'SwitchStatement' && isNode(value.discriminant)) {
      for (const { test } of value.cases as readonly EsNode[]) if (isNode(test)) add(value.discriminant, test);
    } else if (value.type === 'CallExpression' && isNode(value.callee)) {
      const { object, property } = value.callee;
      const [operand] = value.arguments as readonly EsNode[];
      if (isNode(property) && property.name === 'includes' && isNode(object) && operand !== undefined)
        for (const element of (object.elements ?? []) as readonly EsNode[]) add(operand, element);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(parse(text, { modern: true }));
  return found;
}

function isNode(value: unknown): value is EsNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
