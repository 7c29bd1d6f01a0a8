/** Gathers what is kept of an incident, as a file. */
import type { EvidenceFile } from '../../contract/calls/history.ts';
import { isPinged } from '../../contract/monitors/registry.ts';
import { keptPings, type Incident, type Ping } from '../../contract/model/history.ts';
import type { Check } from '../../contract/model/state.ts';
import { evidenceText } from '../evidence/evidence-text.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { Store } from '../store/store.ts';
import type { CallContext } from './context.ts';
import { frameOf, redactedPings } from './evidence-files.ts';
import { incidentDetail } from './incident-detail.ts';
import { wordedCheck, wordedCheckDetail } from './worded.ts';

/** On each side of the start, and of the end. */
const checksAround = 3;
/** Within each of these times after a moment the next checks are looked for, until there are enough. */
const stepsMs = [10_000, 60_000, 600_000, 3_600_000, 86_400_000];
const mostWithinStep = 100;
/** Before the start of the incident: those of the run that led to it. */
const pingsBefore = 4;
const mostPings = 20;

export function incidentEvidence(context: CallContext, incident: Incident, version: string): EvidenceFile {
  const { store, registry, wording, speech, alertConfig } = context;
  const detail = incidentDetail(context, incident);
  const entry = registry.find(incident.monitorId);
  const frame = frameOf(context, version, entry?.monitor ?? null, incident);
  const around = (atMs: number): readonly Check[] => (entry === null ? [] : checksNear(store, entry.stream, atMs));
  const streams = entry === null ? [] : store.locations.streams(entry.key);
  const text = evidenceText(
    {
      frame,
      incident: detail,
      atStart: around(incident.startedAt).map((check) => wordedCheck(check, wording)),
      atEnd: around(incident.endedAt ?? frame.nowMs + 1).map((check) => wordedCheck(check, wording)),
      elsewhere: detail.locations.map((location) => {
        const stream = streams.find(({ locationId }) => locationId === location.locationId)?.stream;
        const failed =
          stream === undefined || location.failure === null ? null : store.checks.find(stream, location.failure.at);
        return { location, check: failed === null ? null : wordedCheckDetail(failed, wording) };
      }),
      pings: entry === null || !isPinged(entry.monitor) ? null : pingsOf(context, entry, incident),
      channelName: (id) => alertConfig.find(id)?.channel.name ?? id,
    },
    { wording, format: speech.format },
  );
  return { name: `${incident.monitorId}-incident-${String(incident.id)}.md`, text };
}

/** The last ones before the moment and the first ones from it on, oldest first. */
function checksNear(store: Store, stream: number, atMs: number): readonly Check[] {
  const before = store.checks.page(stream, { before: atMs, limit: checksAround }).items;
  let after: readonly Check[] = [];
  for (const stepMs of stepsMs) {
    const { items } = store.checks.page(stream, { before: atMs + stepMs, limit: mostWithinStep });
    after = items.filter(({ at }) => at >= atMs);
    if (after.length >= checksAround) break;
  }
  return [...before.toReversed(), ...after.toReversed().slice(0, checksAround)];
}

/** Those around its start, and what followed up to its end. */
function pingsOf(context: CallContext, entry: MonitorEntry, { startedAt, endedAt }: Incident): readonly Ping[] {
  const { items } = context.store.pings.page(entry.key, { limit: keptPings });
  const known = items.toReversed().filter(({ at }) => at <= (endedAt ?? Infinity));
  const first = known.findIndex(({ at }) => at >= startedAt);
  const from = Math.max(0, (first < 0 ? known.length : first) - pingsBefore);
  return redactedPings(context, entry.monitor, known.slice(from, from + mostPings));
}
