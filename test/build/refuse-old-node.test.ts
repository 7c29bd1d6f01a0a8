import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refuseOldNode } from '../../build/refuse-old-node.ts';
import { tempDirectory } from '../support/temp-directory.ts';

/** A program that begins with the check and goes on to say where it got to, under a Node of that version. */
function runUnder(version: string): { readonly code: number | null; readonly said: string } {
  const directory = tempDirectory(onTestFinished);
  const program = join(directory, 'program.cjs');
  const disguise = join(directory, 'disguise.cjs');
  writeFileSync(program, `${refuseOldNode(24)}\nconsole.log('it runs');\n`);
  writeFileSync(disguise, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', disguise, program], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

test.each(['8.17.0', '20.19.5', '23.11.1'])('Node %s is told what is needed, in one line', (version) => {
  const said = `vigilmon: this needs Node 24 or newer; this is ${version}\n`;
  expect(runUnder(version)).toEqual({ code: 1, said });
});

test.each(['24.0.0', '24.21.0', '100.0.0'])('Node %s runs it', (version) => {
  expect(runUnder(version)).toEqual({ code: 0, said: 'it runs\n' });
});
