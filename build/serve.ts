/** `npm run serve -- [options]`: the headless host. */
import { runHeadless } from './headless.ts';

runHeadless(['serve', ...process.argv.slice(2)]);
