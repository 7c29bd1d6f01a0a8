/** The monitor to offer for each candidate, unless an existing one covers it. Pure. */
import { asCron, defaultGrace } from '../../contract/monitors/heartbeat.ts';
import { shortestGap } from '../../contract/cron-line.ts';
import type { FoundJob, FoundSchedule, FoundService, Offer } from '../../contract/model/discovery.ts';
import { recogniseAddress } from '../../contract/monitors/recognise.ts';
import {
  definitionOf,
  isPinged,
  type Monitor,
  type MonitorInput,
  type PingedMonitor,
} from '../../contract/monitors/registry.ts';
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
  const monitorOf = monitorsOfJobs(found, context.monitors);
  return found
    .filter((one) => one.is === 'job' || !isListener(one, context.listenerUrl))
    .map((one) =>
      one.is === 'job' ? offerJob(one, { ...context, taken, monitorOf }) : offerService(one, taken, context),
    );
}

function isListener({ port }: FoundService, listenerUrl: string | null): boolean {
  return listenerUrl !== null && Number(new URL(listenerUrl).port) === port;
}

function shownJob({ is, source, place, name, schedule, times, command }: JobCandidate): FoundJob {
  return { is, source, place, name, schedule, times, command };
}

// --- Jobs ------------------------------------------------------------------------------------------

/** By its token, or by its id behind the ping key. */
function isPingedBy({ text }: JobCandidate, monitor: PingedMonitor): boolean {
  if (text.includes(monitor.token)) return true;
  return Array.from(text.matchAll(/\/ping\/[\w-]{20,}\/([a-z\d_-]+)/g)).some(([, slug]) => slug === monitor.id);
}

/** It was created for this job, whose line need not ping yet: a monitor that was renamed has the id that it got then. */
function isMadeFor({ name, schedule }: JobCandidate, monitor: PingedMonitor): boolean {
  const { every, cron, timezone } = monitor.schedule;
  const id = plainId(name);
  return (
    (monitor.name === name || (monitor.id.startsWith(id) && /^(?:-\d+)?$/.test(monitor.id.slice(id.length)))) &&
    every === schedule.every &&
    cron.join('\n') === schedule.cron.map(asCron).join('\n') &&
    (cron.length === 0 || timezone === schedule.timezone)
  );
}

type MonitorOf = (job: JobCandidate) => PingedMonitor | undefined;

/** The one that a job pings, or else one that no job pings and that was made for it. */
function monitorsOfJobs(found: readonly Candidate[], monitors: readonly Monitor[]): MonitorOf {
  const jobs = found.filter((one) => one.is === 'job');
  const pinged = monitors.filter(isPinged);
  const byJob = new Map(jobs.map((job) => [job, pinged.find((monitor) => isPingedBy(job, monitor))]));
  const waiting = new Set(pinged.filter((monitor) => !jobs.some((job) => isPingedBy(job, monitor))));
  for (const job of jobs) {
    const monitor = byJob.get(job) ?? [...waiting].find((one) => isMadeFor(job, one));
    if (monitor !== undefined) waiting.delete(monitor);
    byJob.set(job, monitor);
  }
  return (job) => byJob.get(job);
}

interface JobsContext extends OffersContext {
  /** Ids. */
  readonly taken: Set<string>;
  readonly monitorOf: MonitorOf;
}

function offerJob(job: JobCandidate, context: JobsContext): Offer {
  const { listenerUrl: url, makeToken, monitorOf, taken } = context;
  const found = shownJob(job);
  const existing = monitorOf(job);
  const monitoredBy = existing?.name ?? null;
  const pinging = pingingCommand(job.command, url);
  const { cron, every } = job.schedule;
  const hasSchedule = cron.length > 0 || every !== null;
  // A monitor can be there while its job still pings another service, or none.
  const isDone = existing !== undefined && isPingedBy(job, existing) && pinging?.isElsewhere !== true;
  if (isDone || (existing === undefined && !hasSchedule)) return { found, monitoredBy, monitor: null, edited: null };
  const token = existing?.token ?? pinging?.token ?? makeToken();
  const target = job.isOwn || url === null ? token : `${url}/ping/${token}`;
  const monitor = existing === undefined ? heartbeatFor(job, freeId(job.name, taken), token) : null;
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
  const plain = plainId(name);
  let id = plain;
  for (let count = 2; taken.has(id); count += 1) id = `${plain}-${String(count)}`;
  taken.add(id);
  return id;
}

function plainId(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain || 'job';
}
