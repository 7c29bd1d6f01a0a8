/** `npm run vigilmon -- COMMAND`: the command line. */
import { runHeadless } from './headless.ts';

runHeadless(process.argv.slice(2));
