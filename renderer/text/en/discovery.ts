/** The search of this computer for what could be monitored. */
import type { JobSource } from '../../../electron/contract/model/discovery.ts';
import { formatCount } from '../../format.ts';
import { countMonitors, listedSome } from './phrases.ts';

const replaceLine = (place: string): string => `Replace its line in ${place} with:`;

export const discovery = {
  open: 'Find on this computer…',
  title: 'Find on this computer',
  lead: 'Finds what could be monitored. It changes nothing, and nothing leaves this computer.',
  sought: [
    ['Scheduled jobs', 'cron, anacron, systemd timers, launchd and Windows tasks'],
    ['Local servers', 'Programs of yours that listen on a port'],
    ['Containers', 'Docker and Podman, with a health check'],
  ],
  search: 'Search',
  again: 'Search again',
  searching: 'Searching…',
  offered: 'Not monitored yet',
  monitored: 'Already monitored',
  unclear: 'Unsupported schedule',
  unclearNote: 'Vigilmon cannot tell when these are due: add a heartbeat, and ping it from the job',
  nothing: 'Nothing found.',
  failed: 'This computer could not be searched',
  onlyInWindow: 'This can only be done in the application’s own window.',
  filter: 'Filter what was found',
  noMatch: 'Nothing found matches the filter',
  clear: 'Clear filter',
  shownCount: (shown: number, all: number) => `${formatCount(shown)} of ${formatCount(all)}`,
  selectAll: 'Select all',
  addCount: (count: number) => `Add ${countMonitors(count)}`,
  hiddenCount: (count: number) => `${formatCount(count)} of them not shown`,
  added: 'Added',
  addedCount: (count: number) => `${countMonitors(count)} added`,
  refused: (problem: string) => `Not added: ${problem}`,
  notAdded: (names: readonly string[]) => `Not added: ${listedSome(names.slice(0, 3), names.length)}`,
  monitoredBy: (name: string) => `Monitor: ${name}`,
  /** Its name has the port. `host`: null for this computer's own. */
  port: (isHttp: boolean, host: string | null) =>
    (isHttp ? 'Responds to HTTP' : 'TCP port') + (host === null ? '' : ` on ${host}`),
  container: (port: number | null) => (port === null ? 'Container' : `Container, published on port ${port}`),
  /** What to do with the text that follows. */
  changes: {
    crontab: replaceLine,
    anacron: replaceLine,
    'cron-folder': (place: string) => `Add to the end of ${place}:`,
    systemd: (place: string) => `Run systemctl edit ${place.replace(/\.timer$/, '.service')} and add:`,
    launchd: (place: string) => `Replace ProgramArguments in ${place} with the words of this command:`,
    'task-scheduler': (place: string) => `Replace the action of ${place} with:`,
  } satisfies Readonly<Record<JobSource, (place: string) => string>>,
  edited: (name: string) => `Change for ${name}`,
  copy: (name: string) => `Copy the change for ${name}`,
};
