/**
 * `npm run obtain [-- packages]`: installs what the tests talk to, on CI: `.ci/run` runs it beside the checks, so that no
 * ring has to wait for it. With `packages`, also what builds and installs packages.
 */
import { obtainPrograms } from './distribution-programs.ts';
import { obtainChromium, obtainHeadlessShell } from './find-chromium.ts';
import { obtainZig } from './launcher.ts';
import { obtainNfpm } from './linux-packages.ts';
import { viewPrograms } from './machine-view.ts';

obtainPrograms();
obtainHeadlessShell();
obtainChromium();
if (process.argv.includes('packages')) {
  obtainPrograms(viewPrograms);
  for (const obtained of [obtainZig(), obtainNfpm()]) if (!obtained.ok) console.error(obtained.error.message);
}
