/** The columns of incidents as a table, in their order. */
export const incidentFile = {
  id: 'Incident',
  monitor: 'Monitor',
  monitorId: 'Monitor ID',
  severity: 'Severity',
  startedAt: 'Started',
  confirmedAt: 'Confirmed',
  endedAt: 'Resolved',
  seconds: 'Duration (s)',
  reason: 'Reason',
  acknowledgedAt: 'Acknowledged',
  note: 'Note',
  causedBy: 'Caused by incident',
};
