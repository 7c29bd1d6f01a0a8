/** The monitor to offer for each candidate, unless an existing one covers it. Pure. */
import { defaultGrace } from '../../contract/monitors/heartbeat.ts';
import { shortestGap } from '../../contract/cron-line.ts';
import type { FoundJob, FoundSchedule, FoundService, Offer } from '../../contract/model/discovery.ts';
import { recogniseAddress } from '../../contract/monitors/recognise.ts';
import { definitionOf, isPinged, type Monitor, type MonitorInput } from '../../contract/monitors/registry.ts';
import type { Candidate, JobCandidate } from './candidate.ts';
import {
  betweenPings,
  pingByCurl,
  pingingCommand,
  startByCurl,
  underRun,
  type PingingCommand,
  type PingTarget,
} from './edited-command.ts';

export interface OffersContext {
  readonly monitors: readonly Monitor[];
  /** `http://127.0.0.1:7464`, for jobs of other users, which cannot look it up; null: it is not running. */
  readonly listenerUrl: string | null;
  /**
   * How a job of this user starts the command line: by its name where every scheduler finds it, or else by its path. Jobs of
   * others start it by its name alone, and ping by curl otherwise.
   */
  readonly program: string;
  readonly makeToken: () => string;
}

export function offersOf(found: readonly Candidate[], context: OffersContext): readonly Offer[] {
  const taken = new Set(context.monitors.map(({ id }) => id));
  return found
    .filter((one) => one.is === 'job' || !isListener(one, context.listenerUrl))
    .map((one) => (one.is === 'job' ? offerJob(one, taken, context) : offerService(one, taken, context)));
}

function isListener({ port }: FoundService, listenerUrl: string | null): boolean {
  return listenerUrl !== null && Number(new URL(listenerUrl).port) === port;
}

function shownJob({ is, source, place, name, schedule, command }: JobCandidate): FoundJob {
  return { is, source, place, name, schedule, command };
}

// --- Jobs ------------------------------------------------------------------------------------------

/** By its token, or by its id behind the ping key. */
function isPingedBy({ text }: JobCandidate, monitor: Monitor): boolean {
  if (!isPinged(monitor)) return false;
  if (text.includes(monitor.token)) return true;
  return Array.from(text.matchAll(/\/ping\/[\w-]{20,}\/([a-z\d_-]+)/g)).some(([, slug]) => slug === monitor.id);
}

function offerJob(job: JobCandidate, taken: Set<string>, context: OffersContext): Offer {
  const { listenerUrl: url, makeToken } = context;
  const found = shownJob(job);
  const monitoredBy = context.monitors.find((monitor) => isPingedBy(job, monitor))?.name ?? null;
  const pinging = pingingCommand(job.command, url);
  const { cron, every } = job.schedule;
  const hasSchedule = cron.length > 0 || every !== null;
  // A monitor can be there while its job still pings another service.
  if (monitoredBy === null ? !hasSchedule : pinging?.isElsewhere !== true) {
    return { found, monitoredBy, monitor: null, edited: null };
  }
  const token = pinging?.token ?? makeToken();
  const target = job.isOwn || url === null ? token : `${url}/ping/${token}`;
  const monitor = monitoredBy === null ? heartbeatFor(job, freeId(job.name, taken), token) : null;
  return { found, monitoredBy, monitor, edited: editedOf(job, pinging, { token, target }, context) };
}

function heartbeatFor({ name, schedule }: JobCandidate, id: string, token: string): MonitorInput {
  const { cron, every, timezone } = schedule;
  const expected = cron.length === 0 ? { every } : timezone === null ? { cron } : { cron, timezone };
  return { kind: 'heartbeat', id, name, schedule: expected, ...graceFor(schedule), token };
}

const minute = 60_000;

/** The usual one, unless the scheduler itself may start the job later than that. */
function graceFor({ cron, every, delay }: FoundSchedule): { readonly grace?: number } {
  const usual = defaultGrace(every ?? shortestGap(cron) ?? 24 * 60 * minute);
  return delay + minute > usual && delay > 0 ? { grace: delay + minute } : {};
}

/** Null: it pings there already. */
function editedOf(
  job: JobCandidate,
  pinging: PingingCommand | null,
  to: PingTarget,
  { program, listenerUrl }: OffersContext,
): string | null {
  if (pinging === null) {
    const { shell } = job;
    // Another user may not, or had better not, start what lies in the home of this one.
    if (!job.isOwn && program.includes('/')) {
      return listenerUrl === null ? null : byCurl(job, `${listenerUrl}/ping/${to.token}`);
    }
    return addedTo(job, to.target, program) ?? lineOf(job, underRun(job.command, to.target, { program, shell }));
  }
  const command = pinging.edit(to);
  return command === job.command ? null : lineOf(job, command);
}

/** A unit keeps its own command line, and a script its lines. Null: the command is replaced. */
function addedTo({ source }: JobCandidate, target: string, program: string): string | null {
  if (source === 'cron-folder') return [program, 'ping', target].join(' ');
  if (source !== 'systemd') return null;
  const path = program.includes('/') ? program : `/usr/bin/${program}`;
  return [
    '[Service]',
    `ExecStartPre=-${path} ping ${target} --start`,
    `ExecStopPost=-${path} ping ${target} --exit \${EXIT_STATUS}`,
  ].join('\n');
}

function byCurl(job: JobCandidate, url: string): string {
  const { source, command, shell } = job;
  if (source === 'cron-folder') return pingByCurl(url);
  if (source !== 'systemd') return lineOf(job, betweenPings(command, url, shell));
  return [
    '[Service]',
    `ExecStartPre=-/usr/bin/${startByCurl(url)}`,
    `ExecStopPost=-/usr/bin/${pingByCurl(`${url}/\${EXIT_STATUS}`)}`,
  ].join('\n');
}

function lineOf({ lead }: JobCandidate, command: string): string {
  return lead === null ? command : `${lead} ${command}`;
}

// --- Services --------------------------------------------------------------------------------------

const loopback = /^(?:localhost|127\.[\d.]+|\[?::1\]?)$/;

function reaches(monitor: Monitor, port: number): boolean {
  const authority = definitionOf(monitor.kind).hostOf(monitor) ?? '';
  const at = authority.lastIndexOf(':');
  return loopback.test(authority.slice(0, at)) && Number(authority.slice(at + 1)) === port;
}

function offerService(found: FoundService, taken: Set<string>, { monitors }: OffersContext): Offer {
  const { name, host, port, isHttp } = found;
  const address = `docker://${name}`;
  const covers = (monitor: Monitor): boolean =>
    (port !== null && reaches(monitor, port)) || definitionOf(monitor.kind).target(monitor) === address;
  const monitoredBy = monitors.find(covers)?.name ?? null;
  if (monitoredBy !== null) return { found, monitoredBy, monitor: null, edited: null };
  const id = freeId(name, taken);
  if (port === null) {
    const recognised = recogniseAddress(address);
    const monitor = recognised && ({ kind: recognised.kind, id, name, ...recognised.fields } as MonitorInput);
    return { found, monitoredBy, monitor, edited: null };
  }
  const authority = host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
  const monitor: MonitorInput = isHttp
    ? { kind: 'http', id, name, url: `http://${authority}/` }
    : { kind: 'tcp', id, name, host, port };
  return { found, monitoredBy, monitor, edited: null };
}

/** The first of `backup`, `backup-2`, ... that is free. */
function freeId(name: string, taken: Set<string>): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'job';
  let id = plain;
  for (let count = 2; taken.has(id); count += 1) id = `${plain}-${String(count)}`;
  taken.add(id);
  return id;
}
