/** Incidents: the list, one of them, the timeline, what changed between two responses. */
import { formatCount, formatLength, formatMoment } from '../../format.ts';
import type { Lane, Mark } from '../../state/lanes.ts';
import { countIncidents, countMonitors } from './phrases.ts';

/** `20 Nov, 13:30, 3 min 56 s: timed out`, or how many outages lie so close together. */
function describeMark({ incidents, from, to, isOpen }: Mark, now: number): string {
  const [first] = incidents;
  const when = `${formatMoment(from, now)}, ${isOpen ? 'still down, ' : ''}${formatLength(to - from)}`;
  if (first === undefined || incidents.length > 1) return `${countIncidents(incidents.length)} from ${when}`;
  return `${when}: ${first.failure.message}`;
}

function describeLanes(lanes: readonly Lane[]): string {
  const count = lanes.reduce((sum, lane) => sum + lane.count, 0);
  const open = lanes.filter(({ isOpen }) => isOpen).length;
  return `${countIncidents(count)} of ${countMonitors(lanes.length)}${open > 0 ? `, ${open} down now` : ''}`;
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
  course: 'Course',
  firstFailure: 'First failing check',
  confirmed: (length: string) => `Confirmed as down, ${length} later`,
  confirmedBy: (length: string, message: string) => `Confirmed as down, ${length} later: ${message}`,
  acknowledged: 'Acknowledged',
  firstPass: 'First check that passed again',
  told: 'Who was told',
  nobodyTold: 'Nobody: no rule covered it.',
  message: 'Message',
  messageTo: (event: string, channel: string) => `${event} → ${channel}`,
  toldConfirmed: 'Confirmed',
  toldSent: 'Sent',
  toldAccepted: 'Accepted',
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
  lane: ({ name, count, downMs, isOpen }: Lane) =>
    `${name}: ${countIncidents(count)}, down ${formatLength(downMs)}${isOpen ? ', down now' : ''}`,
  laneHint: 'Show only its incidents',
  mark: describeMark,
  hint: 'Arrow keys go from outage to outage, Enter opens one',
  more: (count: number) => `Show ${countMonitors(count)} more`,
  drawn: (count: number) => `Only the newest ${formatCount(count)} incidents of this time are drawn.`,
  total: describeLanes,
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
