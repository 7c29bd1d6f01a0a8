/**
 * The first lines of the built command line. They must come before everything that the bundle requires, since an older
 * Node would fail while loading that, with an unhelpful error; and they must be JavaScript that any Node can parse.
 */
export function refuseOldNode(oldest: number): string {
  const needed = `vigilmon: this needs Node ${String(oldest)} or newer; this is `;
  return [
    `if (parseInt(process.versions.node, 10) < ${String(oldest)}) {`,
    `  process.stderr.write(${JSON.stringify(needed)} + process.versions.node + "\\n");`,
    '  process.exit(1);',
    '}',
  ].join('\n');
}
