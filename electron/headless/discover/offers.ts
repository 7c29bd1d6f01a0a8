/** Which monitor each candidate would have, unless one watches it already. Pure. */
import { definitionOf, isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import { underRun } from './crontab.ts';
import type { Found, FoundJob, FoundService } from './candidate.ts';

export interface Offer {
  readonly found: Found;
  /** The name of the monitor that is there already; null: none. */
  readonly monitoredBy: string | null;
  /** In the configuration file; null: there is nothing to offer. */
  readonly monitor: Readonly<Record<string, unknown>> | null;
  /** For the scheduler: the line of cron, or what is added to a unit or a script; null: nothing is changed. */
  readonly edited: string | null;
}

export interface OffersContext {
  readonly monitors: readonly Monitor[];
  /** `http://127.0.0.1:7464`, for jobs of others, who cannot look it up. */
  readonly listenerUrl: string;
  readonly makeToken: () => string;
}

export function offersOf(found: readonly Found[], context: OffersContext): readonly Offer[] {
  const taken = new Set(context.monitors.map(({ id }) => id));
  return found
    .filter((one) => !(one.is === 'service' && isListener(one, context.listenerUrl)))
    .map((one): Offer => {
      const monitoredBy = context.monitors.find((monitor) => isMonitored(one, monitor))?.name ?? null;
      if (monitoredBy !== null) return { found: one, monitoredBy, monitor: null, edited: null };
      return one.is === 'job' ? offerJob(one, taken, context) : offerService(one, taken);
    });
}

function isListener({ port }: FoundService, listenerUrl: string): boolean {
  return Number(new URL(listenerUrl).port) === port;
}

const loopback = /^(?:localhost|127\.[\d.]+|\[?::1\]?)$/;

function isMonitored(found: Found, monitor: Monitor): boolean {
  if (found.is === 'job') {
    return isPinged(monitor) && typeof monitor.token === 'string' && found.command.includes(monitor.token);
  }
  const authority = definitionOf(monitor.kind).hostOf(monitor) ?? '';
  const at = authority.lastIndexOf(':');
  return loopback.test(authority.slice(0, at)) && Number(authority.slice(at + 1)) === found.port;
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

function offerJob(job: FoundJob, taken: Set<string>, { listenerUrl, makeToken }: OffersContext): Offer {
  const { cron, every, timezone } = job.schedule;
  if (cron === null && every === null) return { found: job, monitoredBy: null, monitor: null, edited: null };
  const token = makeToken();
  const schedule = cron === null ? { every } : timezone === null ? { cron } : { cron, timezone };
  const monitor = { kind: 'heartbeat', id: freeId(job.name, taken), name: job.name, schedule, token };
  const target = job.isOwn ? token : `${listenerUrl}/ping/${token}`;
  return { found: job, monitoredBy: null, monitor, edited: editedOf(job, target) };
}

function editedOf({ source, lead, command }: FoundJob, target: string): string {
  const run = underRun(command, target);
  switch (source) {
    case 'crontab':
      return `${lead ?? ''} ${run}`;
    // A unit keeps its own command line.
    case 'systemd':
      return [
        '[Service]',
        `ExecStartPre=-/usr/bin/vigilmon ping ${target} --start`,
        `ExecStopPost=-/usr/bin/vigilmon ping ${target} --exit \${EXIT_STATUS}`,
      ].join('\n');
    case 'cron-folder':
      return `vigilmon ping ${target}`;
    case 'launchd':
    case 'task-scheduler':
      return run;
  }
}

function offerService(service: FoundService, taken: Set<string>): Offer {
  const { name, host, port, isHttp } = service;
  const id = freeId(name, taken);
  const authority = host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
  const monitor = isHttp
    ? { kind: 'http', id, name, url: `http://${authority}/` }
    : { kind: 'tcp', id, name, host, port };
  return { found: service, monitoredBy: null, monitor, edited: null };
}
