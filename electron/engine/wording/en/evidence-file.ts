/** The files that hold what is known of an incident, a check or a run, to be attached to a ticket. */
import type { AlertStatus } from '../../../contract/model/alert.ts';
import type { PingKind } from '../../../contract/model/history.ts';
import type { SpanState, Verdict } from '../../../contract/model/state.ts';
import type { Quantities } from './quantities.ts';

const fixed = {
  title: (incident: number) => `Incident ${String(incident)}: evidence`,
  checkTitle: (monitor: string) => `Check of ${monitor}: evidence`,
  runTitle: (monitor: string) => `Run of ${monitor}: evidence`,
  sections: {
    incident: 'Incident',
    monitor: 'Monitor',
    check: 'Check',
    pings: 'Pings',
    firstFailure: 'First failed check',
    lastGood: 'Last good check before it',
    atStart: 'Checks around the start',
    atEnd: 'Checks around the end',
    latest: 'Latest checks',
    elsewhere: 'Seen from another location',
    notifications: 'Notifications',
  },
  headersOf: (section: string) => `${section}: response headers`,
  bodyOf: (section: string) => `${section}: response body`,
  beginOfBody: (section: string) => `${section}: beginning of the response body`,
  labels: {
    monitor: 'monitor',
    target: 'target',
    severity: 'severity',
    state: 'state',
    reason: 'reason',
    started: 'started',
    confirmed: 'confirmed',
    ended: 'ended',
    duration: 'duration',
    causedBy: 'caused by',
    caused: 'has caused',
    acknowledged: 'acknowledged',
    note: 'note',
    computer: 'computer',
    program: 'program',
    written: 'written',
    at: 'time',
    result: 'result',
    responseTime: 'response time',
    location: 'location',
    place: 'place',
  },
  open: 'open',
  ended: 'resolved',
  program: (version: string) => `Vigilmon ${version}`,
  cause: (incident: number, monitor: string | null) =>
    `incident ${String(incident)} of ${monitor ?? 'a monitor that was deleted'}`,
  verdicts: {
    pass: 'passed',
    degraded: 'degraded',
    fail: 'failed',
    inconclusive: 'no result',
  } satisfies Record<Verdict, string>,
  states: {
    up: 'up',
    degraded: 'degraded',
    down: 'down',
    unknown: 'unknown',
    paused: 'paused',
    maintenance: 'maintenance',
  } satisfies Record<SpanState, string>,
  /** `failed in 42 ms: status 503, expected 200` */
  check: (result: string, time: string | null, reason: string | null) =>
    `${result}${time === null ? '' : ` in ${time}`}${reason === null ? '' : `: ${reason}`}`,
  span: (from: string, to: string | null) => (to === null ? `since ${from}` : `from ${from} to ${to}`),
  noneFailed: 'No check from there failed during the incident.',
  notKept: 'No checks are kept from this time.',
  noPings: 'No pings are kept from this time.',
  pings: { start: 'start', success: 'success', fail: 'failure', log: 'log' } satisfies Record<PingKind, string>,
  /** `failure, exit code 3, after 2100 ms` */
  ping: (kind: string, exitCode: number | null, time: string | null) =>
    [
      kind,
      ...(exitCode === null ? [] : [`exit code ${String(exitCode)}`]),
      ...(time === null ? [] : [`after ${time}`]),
    ].join(', '),
  pingBody: (kind: string, when: string) => `Body of the ping (${kind}) at ${when}`,
  noNotifications: 'None: no rule matched.',
  message: (event: string, channel: string) => `${event} to ${channel}`,
  accepted: (when: string) => `accepted at ${when}`,
  attempt: (when: string, answer: string) => `attempt at ${when}: ${answer}`,
  statuses: {
    pending: 'pending',
    sent: 'sent',
    failed: 'failed',
    merged: 'sent with the recovery',
    cancelled: 'cancelled',
  } satisfies Record<AlertStatus, string>,
};

export const evidenceFile = ({ counted }: Quantities) => ({
  ...fixed,
  incidents: (count: number) => counted(count, 'other incident'),
});
