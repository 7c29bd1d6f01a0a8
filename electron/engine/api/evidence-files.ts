/** Evidence as files: of one check and of one run; incident-evidence.ts has that of an incident. */
import type { EvidenceFile } from '../../contract/calls/history.ts';
import { hereId } from '../../contract/locations/registry.ts';
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import { keptPings, type Incident, type Ping } from '../../contract/model/history.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { EvidenceFrame } from '../evidence/sections.ts';
import { checkText, runText } from '../evidence/result-text.ts';
import { monitorSecrets } from '../monitors/secrets.ts';
import { targetOf } from '../monitors/target.ts';
import { computerName } from '../notifications/computer-name.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { makeRedactor } from '../transport/redaction.ts';
import type { CallContext } from './context.ts';
import { wordedCheckDetail } from './worded.ts';

/** @param monitor null: it was deleted, and only its incident knows its name. */
export function frameOf(
  { clock }: CallContext,
  version: string,
  monitor: Monitor | null,
  { monitorName, severity }: Pick<Incident, 'monitorName' | 'severity'>,
): EvidenceFrame {
  const target = monitor === null ? null : targetOf(monitor);
  return { monitorName, target, severity, computer: computerName(), version, nowMs: clock.now() };
}

/** A job may print the URL that it pings. */
export function redactedPings(
  { pingKey }: Pick<CallContext, 'pingKey'>,
  monitor: Monitor,
  pings: readonly Ping[],
): readonly Ping[] {
  const tokens = isPinged(monitor) && typeof monitor.token === 'string' ? [monitor.token] : [];
  const redact = makeRedactor([...monitorSecrets(monitor), ...tokens, pingKey.current() ?? '']);
  return pings.map((ping) => ({ ...ping, body: redact(ping.body) }));
}

interface Seen {
  /** Absent: this computer. */
  readonly locationId?: string | undefined;
  readonly check: CheckDetail;
}

export function checkEvidence(
  context: CallContext,
  { monitor }: MonitorEntry,
  { locationId, check }: Seen,
  version: string,
): EvidenceFile {
  const { locations, wording, speech } = context;
  const frame = frameOf(context, version, monitor, { monitorName: monitor.name, severity: monitor.severity });
  const isHere = locationId === undefined || locationId === hereId;
  const location = isHere ? null : (locations.find(locationId)?.name ?? locationId);
  const facts = { frame, location, check: wordedCheckDetail(check, wording) };
  return fileOf(monitor, 'check', check.at, checkText(facts, { wording, format: speech.format }));
}

/** Of the run that the ping starts, ends or belongs to; null: it is not kept. */
export function runEvidence(
  context: CallContext,
  { key, monitor }: MonitorEntry,
  pingId: number,
  version: string,
): EvidenceFile | null {
  const { store, wording, speech } = context;
  const pings = pingsOfRun(store.pings.page(key, { limit: keptPings }).items.toReversed(), pingId);
  const [first] = pings;
  if (first === undefined) return null;
  const frame = frameOf(context, version, monitor, { monitorName: monitor.name, severity: monitor.severity });
  const shown = redactedPings(context, monitor, pings);
  return fileOf(monitor, 'run', first.at, runText(frame, shown, { wording, format: speech.format }));
}

/** From its start to its end, with what it logged between them. @param pings oldest first. */
function pingsOfRun(pings: readonly Ping[], id: number): readonly Ping[] {
  const asked = pings.find((ping) => ping.id === id);
  if (asked === undefined) return [];
  const runs: Ping[][] = [];
  for (const ping of pings.filter(({ runId }) => runId === asked.runId)) {
    const run = runs.at(-1);
    const hasEnded = run?.some(({ kind }) => kind === 'success' || kind === 'fail') ?? true;
    if (run === undefined || hasEnded || ping.kind === 'start') runs.push([ping]);
    else run.push(ping);
  }
  return runs.find((run) => run.includes(asked)) ?? [];
}

function fileOf({ id }: Monitor, sort: string, atMs: number, text: string): EvidenceFile {
  const stamp = new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '');
  return { name: `${id}-${sort}-${stamp}.md`, text };
}
