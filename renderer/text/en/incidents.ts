/** Incidents: the list, a single one, the timeline, and differences between two responses. */
import type { Incident } from '../../../electron/contract/model/history.ts';
import { formatCount, formatLength, formatMoment } from '../../format.ts';
import type { Track, Mark } from '../../state/timeline.ts';
import { capital, countIncidents, countMonitors, plural } from './phrases.ts';

/** `20 Nov, 13:30, 3 min 56 s: timed out`, or the number of outages in the mark. */
function describeMark({ incidents, from, to, isOpen }: Mark, now: number): string {
  const [first] = incidents;
  const when = `${formatMoment(from, now)}, ${isOpen ? 'ongoing, ' : ''}${formatLength(to - from)}`;
  if (first === undefined || incidents.length > 1) return `${countIncidents(incidents.length)} from ${when}`;
  return `${when}: ${first.failure.message}`;
}

function describeTracks(tracks: readonly Track[]): string {
  const count = tracks.reduce((sum, track) => sum + track.count, 0);
  const open = tracks.filter(({ isOpen }) => isOpen).length;
  return `${countIncidents(count)} on ${countMonitors(tracks.length)}${open > 0 ? `, ${open} down now` : ''}`;
}

type Relation = Pick<Incident, 'causedBy' | 'caused'>;

/** Whether another monitor has caused it, or it has caused others. */
function relation({ causedBy, caused }: Relation): string {
  if (causedBy === null) return `and ${countMonitors(caused)} behind it`;
  return `caused by ${causedBy.monitorName ?? 'another monitor'}`;
}

const waited = (ms: number): string => `after ${formatLength(ms)}`;

export const incidents = {
  title: 'Incidents',
  one: 'Incident',
  deleted: 'Deleted incident',
  gone: 'This incident no longer exists',
  goneNote: 'It was deleted with its monitor, or is older than the history that is kept.',
  noneNote: 'When a monitor goes down, what failed and which notifications were sent appears here.',
  noneInPeriod: (within: string) => `No incidents recorded ${within}`,
  latest: (moment: string, monitor: string) => `Latest incident before that: ${moment}, ${monitor}`,
  showLatest: 'Show that incident',
  noneHere: 'No incidents so far.',
  open: 'Open',
  ended: 'Resolved',
  seen: 'Acknowledged',
  relation,
  related: (incident: Relation) => capital(relation(incident)),
  behind: 'Behind it',
  toCause: 'Show cause',
  ongoing: 'Ongoing',
  lasted: 'lasted',
  acknowledge: 'Acknowledge',
  acknowledgeNow: 'Acknowledge incident',
  note: 'Note (optional)',
  noMoreReminders: (count = 1) =>
    `No more reminders are sent. You are still notified when ${count === 1 ? 'it is' : 'they are'} resolved.`,
  alsoAcknowledges: 'This also acknowledges the incident.',
  addNote: 'Add note',
  editNote: 'Edit note',
  saveNote: 'Save note',
  moreBelow: (count: number) => `· ${count} more below`,
  toMonitor: 'Show monitor',
  saveFile: 'Save evidence',
  timeline: 'Timeline',
  firstFailure: 'First failed check',
  confirmed: (length: string) => `Confirmed as down, ${length} later`,
  confirmedBy: (length: string, message: string) => `Confirmed as down, ${length} later: ${message}`,
  acknowledged: 'Acknowledged',
  firstPass: 'First passed check',
  confirmedUp: (length: string) => `Confirmed as up, ${length} later`,
  notifications: 'Notifications',
  noNotifications: 'None: no rule matched.',
  message: 'Notification',
  messageTo: (event: string, channel: string, waitMs?: number) =>
    `${event} → ${channel}${waitMs === undefined ? '' : `, ${waited(waitMs)}`}`,
  waited,
  messageConfirmed: 'Confirmed',
  messageSent: 'Sent',
  messageAccepted: 'Accepted',
  delay: 'Delay',
  delayNote: 'From detection until the receiver accepted it',
  failing: 'First failed check',
  lastGood: 'Last good check',
  list: 'All incidents',
  show: 'Show incidents',
  shown: { all: 'All', open: 'Open', unseen: 'Unacknowledged' },
  severity: 'Severity',
  anySeverity: 'Any severity',
  monitor: 'Monitor',
  anyMonitor: 'All monitors',
  noMatch: 'No matching incidents in this period.',
  showMore: 'Show more',
  sort: 'Sort',
  orders: { start: 'Newest first', length: 'Longest first' },
  group: 'Group by cause',
  export: 'Export',
  exportAs: { csv: 'CSV, for spreadsheets', json: 'JSON, for scripts' },
  causes: 'By cause',
  clear: 'Show all incidents',
};

export const timeline = {
  title: 'Timeline',
  none: 'No downtime in this range.',
  track: ({ name, count, downMs, isOpen }: Track) =>
    `${name}: ${countIncidents(count)}, down ${formatLength(downMs)}${isOpen ? ', down now' : ''}`,
  trackHint: 'Show only incidents of this monitor',
  mark: describeMark,
  hint: 'Use the arrow keys to move between outages and Enter to open one',
  more: (count: number) => `Show ${plural(count, 'more monitor', 'more monitors')}`,
  drawn: (count: number) => `Only the latest ${formatCount(count)} incidents in this range are shown.`,
  total: describeTracks,
};

export const differences = {
  title: 'What changed',
  note: 'Last good response compared with the first failed one',
  what: 'Field',
  before: 'Last good',
  after: 'First failed',
  status: 'Status',
  header: (name: string) => `Header ${name}`,
  kinds: { changed: 'Changed:', added: 'Added:', removed: 'Removed:' },
  signs: { changed: '~', added: '+', removed: '−' },
  otherBody: 'The bodies differ and are not both JSON; compare them below.',
  none: 'Status, headers and body are identical.',
};
