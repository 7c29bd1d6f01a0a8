/** One incident with its evidence, its alerts, and what other locations saw. */
import type { Incident } from '../../contract/model/history.ts';
import type { WordedIncidentDetail } from '../../contract/worded.ts';
import type { CallContext } from './context.ts';
import { seenDuring } from './seen-during.ts';
import { wordedIncidentDetail, type IncidentDetailRecord } from './worded.ts';

/** Most alerts returned with an incident. */
const alertsShown = 100;

export function incidentDetail(context: CallContext, incident: Incident): WordedIncidentDetail {
  const { store, recorder, registry, wording } = context;
  const entry = registry.find(incident.monitorId);
  const stream = entry?.stream;
  const lastGoodAt = store.incidents.lastGoodAt(incident.id);
  recorder.flush();
  const first = stream === undefined ? null : store.checks.find(stream, incident.startedAt);
  const detail: IncidentDetailRecord = {
    ...incident,
    // Where it began elsewhere, the check of this computer passed.
    firstFailure: first?.verdict === 'fail' ? first : null,
    lastGood: stream === undefined || lastGoodAt === null ? null : store.checks.find(stream, lastGoodAt),
    alerts: store.outbox.page({ incidentId: incident.id, limit: alertsShown }).items,
    locations: entry === null ? [] : seenDuring(context, entry, incident),
  };
  return wordedIncidentDetail(detail, wording);
}
