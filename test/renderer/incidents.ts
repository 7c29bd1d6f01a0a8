/** Incidents as the window receives them. */
import type { WordedIncident } from '../../electron/contract/worded.ts';

export function incident(id: number, monitorId: string, startedAt: number, endedAt: number | null): WordedIncident {
  return {
    id,
    monitorId,
    monitorName: monitorId.toUpperCase(),
    severity: 'critical',
    startedAt,
    detectedAt: startedAt,
    confirmedAt: startedAt,
    endedAt,
    failure: {
      code: 'connection-refused',
      facts: { peer: '127.0.0.1:9' },
      kind: 'refused',
      message: 'refused',
      reasons: ['refused'],
    },
    acknowledgedAt: null,
    note: '',
    causedBy: null,
    caused: 0,
  };
}
