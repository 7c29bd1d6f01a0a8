/** Containers and their engine, in English. */
import type { ContainerFailures } from '../../../../contract/failures/container.ts';
import type { Words } from '../../wording.ts';
import { exitCodeInWords } from '../exit-code.ts';
import type { Quantities } from '../quantities.ts';

export const containerFailures = ({ duration }: Quantities): Words<ContainerFailures> => ({
  'container-not-found': ({ name, label }) =>
    name === null ? `no container has the label ${label ?? ''}` : `there is no container ${name}`,
  'container-not-running': ({ name, status, exitCode, isOutOfMemory }) => {
    const ended = status === 'exited' || status === 'dead' ? `, ${exitCodeInWords(exitCode)}` : '';
    return `container ${name} is ${status}${ended}${isOutOfMemory ? ', out of memory' : ''}`;
  },
  'container-unhealthy': ({ name, output }) => `container ${name} is unhealthy${output === '' ? '' : `: ${output}`}`,
  'container-starting': ({ name }) => `the health check of container ${name} has no result yet`,
  'no-container-engine': () => 'this computer has no socket of Docker or Podman',
  'container-engine-unreachable': ({ socket, error }) =>
    `the container engine at ${socket} cannot be reached: ${socketErrors[error] ?? error}`,
  'container-engine-silent': ({ socket, afterMs }) =>
    `the container engine at ${socket} did not respond within ${duration(afterMs)}`,
  'container-engine-failed': ({ socket, status, why, detail }) =>
    why === 'refused'
      ? `the container engine at ${socket} failed with status ${String(status)}${detail === '' ? '' : `: ${detail}`}`
      : `the response of the container engine at ${socket} is ${why === 'too-large' ? 'too large' : 'not that of one'}`,
});

const socketErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not use it',
  ECONNREFUSED: 'nothing listens there',
};
