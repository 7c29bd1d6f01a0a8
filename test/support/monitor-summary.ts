/** A monitor as the overview lists it: an HTTP monitor that is up and of which nothing else is known. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';

export function monitorSummary(fields: Partial<MonitorSummary> & Pick<MonitorSummary, 'id'>): MonitorSummary {
  return {
    name: fields.id,
    kind: 'http',
    enabled: true,
    severity: 'critical',
    tags: [],
    locations: [],
    target: 'http://127.0.0.1:5000/health',
    shownTarget: 'http://127.0.0.1:5000/health',
    state: 'up',
    since: 0,
    reason: null,
    lastCheckAt: null,
    responseTime: null,
    figure: null,
    nextCheckAt: null,
    deadlineAt: null,
    clock: null,
    openIncidentId: null,
    isAcknowledged: false,
    causedBy: null,
    behind: 0,
    uncovered: false,
    certificate: null,
    registration: null,
    muted: null,
    isFlapping: false,
    recent: [],
    ...fields,
  };
}
