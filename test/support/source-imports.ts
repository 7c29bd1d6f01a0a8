/** What each source file imports, read with TypeScript's own parser; of a component, its script blocks. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import type * as TypeScript from 'typescript';
import { ts } from './typescript.ts';

export const root = resolve(import.meta.dirname, '../..');

export interface Import {
  /** The importing file, relative to the root, with forward slashes. */
  readonly from: string;
  /** Relative to the root where it is a file of ours, else the package or built-in as written. */
  readonly to: string;
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

/** Files under `folder`, relative to the root, with forward slashes, sorted. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function importsOf(file: string): readonly Import[] {
  const text = file.endsWith('.svelte') ? scriptsOf(read(file)) : read(file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (specifier: TypeScript.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from: file, to: resolveFrom(file, specifier.text), typeOnly });
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && loadsModule(node.expression)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: TypeScript.ImportClause | undefined): boolean {
  if (clause === undefined) return false; // for its effects alone
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function loadsModule(callee: TypeScript.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function scriptsOf(component: string): string {
  return [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n');
}

function resolveFrom(file: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(dirname(file), specifier) : specifier;
}
