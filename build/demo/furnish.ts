/**
 * Fills an empty data directory: monitors, channels and rules through the program's own calls, then months of history.
 */
import type { HeartbeatMonitor } from '../../electron/contract/monitors/registry.ts';
import type { ChannelInput } from '../../electron/contract/channels/registry.ts';
import type { MaintenanceInput, RuleInput } from '../../electron/contract/schemas.ts';
import type { Outcome } from '../../electron/contract/refusal.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import type { Clock, Logger } from '../../electron/engine/ports.ts';
import { storedForms } from '../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../electron/engine/store/database.ts';
import { writeHistory } from './history/write-history.ts';
import { probes } from './probes.ts';
import { endpoints, monitorInput } from './endpoints.ts';
import { jobInput, jobs } from './jobs.ts';
import type { SampleService } from './service-process.ts';

interface FurnishOptions {
  readonly dataDirectory: string;
  /** Opens the engine of the directory, without starting it. */
  readonly openEngine: () => Promise<Engine>;
  readonly service: SampleService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly days: number;
  readonly seed: number;
  readonly smtpPort: number;
  readonly webhookUrl: string;
  /** Shows desktop notifications. */
  readonly hasDesktop: boolean;
}

const minuteMs = 60_000;
/** Its owner knows about it and has muted it for today. */
const mutedId = 'cdn-singapore';
const mutedForMs = 5 * 60 * minuteMs;
const note = 'The staging cluster is being rebuilt; back this afternoon.';
/** Of a monitor that is paused, so that it changes nothing but the calendar. */
const patchNight: MaintenanceInput = {
  name: 'Patch night',
  days: ['wed', 'sun'],
  from: '02:00',
  to: '04:00',
  covers: { monitors: ['old-shop'] },
};
/** How long it had been down when the note was written: after its rule's delay, since an acknowledged incident is not reported later. */
const noticedAfterMs = 23 * minuteMs;

/** @returns the heartbeats, with their tokens. */
export async function furnish(options: FurnishOptions): Promise<readonly HeartbeatMonitor[]> {
  const engine = await options.openEngine();
  const heartbeats = await setUp(engine, options);
  await engine.stop();
  const { clock, logger } = options;
  const store = valueOf(
    await openStore({ forms: storedForms, directory: options.dataDirectory, nowMs: clock.now(), logger }),
  );
  await writeHistory({ ...options, store });
  for (const { key, monitor, tracking } of store.monitors.all()) {
    if (tracking.state === 'paused') store.monitors.update(key, { ...monitor, enabled: false });
  }
  for (const { id, startedAt } of store.incidents.openOnes()) {
    store.incidents.acknowledge(id, startedAt + noticedAfterMs, note);
  }
  store.close();
  return heartbeats;
}

async function setUp({ api }: Engine, options: FurnishOptions): Promise<readonly HeartbeatMonitor[]> {
  const { service, hasDesktop } = options;
  for (const channel of channelsOf(options)) valueOf(await api.channels.create(channel));
  valueOf(await api.channels.update({ kind: 'native', id: 'desktop', name: 'Desktop', enabled: hasDesktop }));
  valueOf(await api.rules.replace({ rules: rulesOf(hasDesktop) }));
  for (const endpoint of endpoints) valueOf(await api.monitors.create(monitorInput(endpoint, service)));
  for (const { id, name, input } of probes) valueOf(await api.monitors.create({ ...input(service), id, name }));
  const heartbeats: HeartbeatMonitor[] = [];
  for (const job of jobs) {
    const monitor = valueOf(await api.monitors.create(jobInput(job)));
    if (monitor.kind === 'heartbeat') heartbeats.push(monitor);
  }
  valueOf(await api.maintenance.save(patchNight));
  const until = options.clock.now() + mutedForMs;
  valueOf(await api.mutes.set({ scope: { kind: 'monitor', monitorId: mutedId }, until }));
  return heartbeats;
}

function channelsOf({ smtpPort, webhookUrl }: FurnishOptions): readonly ChannelInput[] {
  return [
    {
      kind: 'email',
      id: 'oncall',
      name: 'On-call',
      smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' },
      from: 'vigilmon@example.com',
      to: ['oncall@example.com'],
    },
    { kind: 'slack', id: 'ops', name: 'Slack #ops', webhookUrl },
  ];
}

function rulesOf(hasDesktop: boolean): RuleInput[] {
  const desktop = hasDesktop ? ['desktop'] : [];
  return [
    { when: { severity: ['critical'] }, channels: ['oncall', 'ops', ...desktop], repeatEvery: '1h' },
    { when: { severity: ['warning'] }, channels: ['ops', ...desktop] },
    { when: { events: ['certificate'] }, channels: ['oncall'] },
    // Minor problems are reported only if they last.
    { when: { severity: ['info'] }, channels: ['ops'], delay: '15m' },
  ];
}

export function valueOf<T>(result: Result<T> | Outcome<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
