/**
 * The first lines of the built command line. They must stand before everything that the bundle requires, since an older
 * Node ends while loading that, with an error that helps nobody; and they must be JavaScript that any Node can read.
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
