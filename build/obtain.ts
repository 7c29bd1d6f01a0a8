/** Installs what the tests talk to, on CI: `.ci/run` runs it beside the checks, so that no ring has to wait for it. */
import { obtainPrograms } from './distribution-programs.ts';
import { obtainChromium, obtainHeadlessShell } from './find-chromium.ts';

obtainPrograms();
obtainHeadlessShell();
obtainChromium();
