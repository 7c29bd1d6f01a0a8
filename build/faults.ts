/** `npm run test:faults`: the fault matrix over the built headless host. See test/faults/index.ts. */
import { ensureBuilt } from './fresh-build.ts';

ensureBuilt();
await import('../test/faults/index.ts');
