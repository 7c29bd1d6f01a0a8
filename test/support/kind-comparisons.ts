/** Where sources compare a kind of monitor, channel or location with a literal: found by the parsers of TypeScript and Svelte. */
import { createRequire } from 'node:module';
import type { parser as Parser } from 'typescript-eslint';
import { parse } from 'svelte/compiler';
import { channelKinds } from '../../electron/contract/channels/registry.ts';
import { locationKinds } from '../../electron/contract/locations/registry.ts';
import { monitorKinds } from '../../electron/contract/monitors/registry.ts';
import { read } from './source-imports.ts';

// Imported, it would be taken for source of ours and transformed, with all 9 MB of TypeScript.
const { parser } = createRequire(import.meta.url)('typescript-eslint') as { readonly parser: typeof Parser };

const kinds: ReadonlySet<string> = new Set([...monitorKinds, ...channelKinds, ...locationKinds]);
/** Words such as `native` mean other things as well: what is compared must be called a kind, or a location. */
const kindName = /^(kind|\w+Kind|location)$/;

/** Both parsers give this shape. */
interface EsNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What is compared, and all that it is compared with. */
type Comparison = readonly [operand: unknown, literals: unknown];

/** `kind === 'http'`, once for each place. */
export function kindComparisons(file: string, text = read(file)): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    for (const [operand, literals] of comparisonsOf(value)) {
      const name = nameOf(operand);
      if (kindName.test(name))
        found.push(...textsOf(literals).flatMap((literal) => (kinds.has(literal) ? [`${name} ~ ${literal}`] : [])));
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(file.endsWith('.svelte') ? parse(text, { modern: true }) : parser.parseForESLint(text).ast);
  return found;
}

function comparisonsOf(node: EsNode): readonly Comparison[] {
  switch (node.type) {
    case 'BinaryExpression':
      if (node.operator === 'in') return [[node.left, node.right]];
      if (!/^[!=]==?$/.test(String(node.operator))) return [];
      return [
        [node.left, node.right],
        [node.right, node.left],
      ];
    case 'SwitchStatement':
      return (node.cases as readonly EsNode[]).map(({ test }) => [node.discriminant, test]);
    case 'MemberExpression':
      return node.computed === true ? [[node.property, node.object]] : [];
    case 'CallExpression': {
      // `['http'].includes(kind)`, `new Set(['http']).has(kind)`, `Object.hasOwn({ http }, kind)`
      const [first, second] = node.arguments as readonly EsNode[];
      const called = isNode(node.callee) ? node.callee.object : null;
      return [
        [first, called],
        [second, first],
      ];
    }
    default:
      return [];
  }
}

/** `kind` of `monitor.kind`, `monitor?.kind`, `monitor['kind']` and `kind as string`. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'MemberExpression')
    return node.computed === true ? textsOf(node.property).join() : nameOf(node.property);
  return nameOf(node.expression);
}

/** The texts of a literal, of an array or a set of them, or the names of an object's properties. */
function textsOf(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return [String(node.value)];
    case 'TemplateLiteral':
      return (node.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    case 'ArrayExpression':
      return (node.elements as readonly unknown[]).flatMap(textsOf);
    case 'NewExpression':
      return (node.arguments as readonly unknown[]).flatMap(textsOf);
    case 'ObjectExpression':
      return (node.properties as readonly EsNode[]).map(({ key }) => (isNode(key) ? keyOf(key) : ''));
    default:
      return textsOf(node.expression);
  }
}

function keyOf(key: EsNode): string {
  return key.type === 'Identifier' ? String(key.name) : textsOf(key).join();
}

function isNode(value: unknown): value is EsNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
