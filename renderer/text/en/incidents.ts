/** Incidents: the list, one of them, the timeline, what changed between two responses. */
import { formatCount, formatLength, formatMoment } from '../../format.ts';
import type { Track, Mark } from '../../state/timeline.ts';
import { countIncidents, countMonitors } from './phrases.ts';

/** `20 Nov, 13:30, 3 min 56 s: timed out`, or how many outages lie so close together. */
function describeMark({ incidents, from, to, isOpen }: Mark, now: number): string {
  const [first] = incidents;
  const when = `${formatMoment(from, now)}, ${isOpen ? 'still down, ' : ''}${formatLength(to - from)}`;
  if (first === undefined || incidents.length > 1) return `${countIncidents(incidents.length)} from ${when}`;
  return `${when}: ${first.failure.message}`;
}

function describeTracks(tracks: readonly Track[]): string {
  const count = tracks.reduce((sum, track) => sum + track.count, 0);
  const open = tracks.filter(({ isOpen }) => isOpen).length;
  return `${countIncidents(count)} of ${countMonitors(tracks.length)}${open > 0 ? `, ${open} down now` : ''}`;
}

export const incidents = {
  title: 'Incidents',
  one: 'Incident',
  none: 'No incidents',
  noneNote: 'When something goes down, it is kept here with what failed and who was told.',
  noneHere: 'No incident so far.',
  open: 'Open',
  ended: 'Over',
  seen: 'Acknowledged',
  stillOpen: 'Still down',
  over: 'Over',
  lasted: 'after',
  acknowledge: 'Acknowledge',
  acknowledgeNow: 'Acknowledge incident',
  note: 'Note (optional)',
  noMoreReminders: 'Nobody is reminded of it any more. That it is over is told all the same.',
  addNote: 'Add note',
  editNote: 'Edit note',
  saveNote: 'Save note',
  moreBelow: (count: number) => `· ${count} more below`,
  toMonitor: 'Show monitor',
  timeline: 'Course',
  firstFailure: 'First failing check',
  confirmed: (length: string) => `Confirmed as down, ${length} later`,
  confirmedBy: (length: string, message: string) => `Confirmed as down, ${length} later: ${message}`,
  acknowledged: 'Acknowledged',
  firstPass: 'First check that passed again',
  notifications: 'Who was told',
  noNotifications: 'Nobody: no rule covered it.',
  message: 'Message',
  messageTo: (event: string, channel: string) => `${event} → ${channel}`,
  messageConfirmed: 'Confirmed',
  messageSent: 'Sent',
  messageAccepted: 'Accepted',
  failing: 'First failing check',
  lastGood: 'Last good check before',
  list: 'All incidents',
  show: 'Show incidents',
  shown: { all: 'All', open: 'Open', unseen: 'Not acknowledged' },
  severity: 'Severity',
  anySeverity: 'Any severity',
  monitor: 'Monitor',
  anyMonitor: 'All monitors',
  noMatch: 'No incident matches.',
  clear: 'Show all incidents',
};

export const timeline = {
  title: 'Timeline',
  none: 'Nothing was down in this time.',
  track: ({ name, count, downMs, isOpen }: Track) =>
    `${name}: ${countIncidents(count)}, down ${formatLength(downMs)}${isOpen ? ', down now' : ''}`,
  trackHint: 'Show only its incidents',
  mark: describeMark,
  hint: 'Arrow keys go from outage to outage, Enter opens one',
  more: (count: number) => `Show ${countMonitors(count)} more`,
  drawn: (count: number) => `Only the newest ${formatCount(count)} incidents of this time are drawn.`,
  total: describeTracks,
};

export const differences = {
  title: 'What changed',
  note: 'From the last good answer to the first failing one',
  what: 'What',
  before: 'Last good',
  after: 'First failing',
  status: 'Status',
  header: (name: string) => `Header ${name}`,
  kinds: { changed: 'Changed:', added: 'Added:', removed: 'Removed:' },
  signs: { changed: '~', added: '+', removed: '−' },
  otherBody: 'The bodies differ and are not both JSON, so they stand side by side below.',
  none: 'Status, headers and body are the same.',
};
