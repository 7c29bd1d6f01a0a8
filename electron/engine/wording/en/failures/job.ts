/** Jobs that ping, and commands that a check runs, in English. */
import type { JobFailures } from '../../../../contract/failures/job.ts';
import type { Words } from '../../wording.ts';
import { exitCodeInWords } from '../exit-code.ts';
import type { Quantities } from '../quantities.ts';

export const jobFailures = ({ duration, length, recurring }: Quantities): Words<JobFailures> => ({
  'missed-ping': ({ silentMs, everyMs }) => `no ping for ${length(silentMs)}, expected ${recurring(everyMs)}`,
  'missed-run': ({ overdueMs }) => `no ping for the run that was due ${length(overdueMs)} ago`,
  'not-started': ({ withinMs }) => `the run did not start within ${duration(withinMs)} of when it was due`,
  overrun: ({ runningMs, withinMs }) =>
    `still running after ${length(runningMs)}, expected to end within ${duration(withinMs)}`,
  'job-failed': ({ exitCode }) =>
    exitCode === null ? 'the job reported a failure' : `the job ended with ${exitCodeInWords(exitCode)}`,
  'command-reported': ({ exitCode, text }) => `${exitCodeInWords(exitCode)}${text === '' ? '' : `: ${text}`}`,
  'command-timed-out': ({ afterMs, text }) =>
    `the command did not end within ${duration(afterMs)}${text === '' ? '' : `: ${text}`}`,
  'command-not-started': ({ program, error }) => `${program} could not be started: ${startErrors[error] ?? error}`,
  'commands-not-allowed': () =>
    'commands are off: allow them in the settings of the application, or start with --allow-commands',
});

const startErrors: Readonly<Record<string, string>> = {
  ENOENT: 'no such program or directory',
  EACCES: 'not permitted',
  E2BIG: 'too many arguments',
};
