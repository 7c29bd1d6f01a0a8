/**
 * `npm run check [-- NAME...]`: types of each side, the window's components, lint and format, each a script of its own
 * (`check:svelte`, ...). They run in parallel, and the output of each is printed as a whole, so that a failure reads as if
 * it had run alone. Linting the components takes longer than linting all else, since each of them makes TypeScript begin
 * anew.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './fresh-build.ts';

/** Longest first. */
const checks = ['lint:components', 'lint:code', 'svelte', 'types:electron', 'types:tools', 'types:renderer', 'format'];
const names = process.argv.slice(2);
/** `types` are all whose names begin with it. */
const chosen = names.length === 0 ? checks : names.flatMap(checksNamed);

function checksNamed(name: string): readonly string[] {
  const found = checks.filter((check) => check === name || check.startsWith(`${name}:`));
  if (found.length === 0) throw new Error(`there is no check:${name}, only ${checks.join(', ')}`);
  return found;
}

async function check(name: string): Promise<boolean> {
  const said: Buffer[] = [];
  const child = spawn('npm', ['run', '--silent', `check:${name}`], { cwd: root, shell: process.platform === 'win32' });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  console.log(`check:${name} ${code === 0 ? 'passed' : 'failed'}`);
  if (code !== 0) process.stdout.write(Buffer.concat(said));
  return code === 0;
}

const outcomes = await Promise.all(chosen.map(check));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
