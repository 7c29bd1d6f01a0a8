/** What a package leaves on a machine: the files of the folders that packages write to, without the managers' own records. */
import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['/usr', '/etc', '/opt', '/var'];
const recordsOfManagers = [
  '/var/cache',
  '/var/lib/apt',
  '/var/lib/dpkg',
  '/var/lib/rpm',
  '/var/log',
  '/usr/lib/sysimage',
];

/** Each path with its size, or where it leads. */
export function machineFiles(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of folders) collect(folder, found);
  return found;
}

function collect(folder: string, found: Map<string, string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (recordsOfManagers.includes(path)) continue;
    if (entry.isDirectory()) {
      found.set(path, 'folder');
      collect(path, found);
    } else found.set(path, entry.isSymbolicLink() ? readlinkSync(path) : String(lstatSync(path).size));
  }
}

/** @param scratch what was changed from within; the machine beneath may change meanwhile. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  scratch: string,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path) && isChangedHere(path, scratch)).sort();
}

/** Also what was removed lies in the overlay, as a mark. */
function isChangedHere(path: string, scratch: string): boolean {
  const [, folder = '', ...rest] = path.split('/');
  return lstatSync(join(scratch, folder, 'upper', ...rest), { throwIfNoEntry: false }) !== undefined;
}
