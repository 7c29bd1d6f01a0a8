/** What this computer is to blame for, in English. */
import type { ThisComputerFailures } from '../../../../contract/failures/this-computer.ts';
import type { Words } from '../../wording.ts';

export const thisComputerFailures: Words<ThisComputerFailures> = {
  offline: () => 'this computer has no internet connection',
  'captive-portal': () => 'this network requires a login',
  'other-network': () => 'this computer is not on the network of this address',
  asleep: () => 'this computer was asleep during the check',
  'secret-unreadable': () => 'not checked: its stored secret cannot be read, enter it again',
  'local-error': ({ error }) => `this computer could not run the check: ${localErrors[error] ?? error}`,
  'lookup-not-started': ({ host }) => `this computer was too busy looking up other names to look up ${host}`,
  stopped: () => 'the check was stopped before it finished',
  'probe-crashed': () => 'the check itself failed: an error in Vigilmon, see its log',
};

const localErrors: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENOMEM: 'out of memory',
  ENOBUFS: 'out of network buffers',
  EADDRNOTAVAIL: 'no free port, or no address of that kind',
  EACCES: 'not permitted to connect; is a firewall in the way?',
  EPERM: 'not permitted to connect; is a firewall in the way?',
  LOOKUP_HELPER_ENDED: 'its process that looks up names has ended',
};
