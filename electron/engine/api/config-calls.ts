/**
 * The configuration file: an upsert by id, all or nothing. Records of an earlier file that are missing in this one are
 * removed; records made by hand are left alone. Rules have no id: those of a file (and the default one) are replaced as
 * a list, in front of those made by hand. The YAML library is loaded on the first call.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ApplyReport } from '../../contract/model/program.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { refusedFile } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { locationWarnings } from '../locations/warnings.ts';
import { announceRouting, prepareChannel, prepareRules, removeChannel } from './channel-calls.ts';
import { planConfig, type Plan } from './config-plan.ts';
import type { ConfigState } from '../config/export.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { prepareLocation, removeLocation } from './location-calls.ts';
import { replaceWindow } from '../maintenance/window-times.ts';
import { announceMaintenance, prepareMaintenance, removeMaintenance } from './maintenance-calls.ts';
import { prepareMonitor, removeMonitor } from './monitor-changes.ts';
import { wordedWarning } from './worded.ts';

export function configCalls(context: CallContext): Handlers['config'] {
  const { exclusive } = context;
  return {
    apply: ({ yaml, env = {} }) =>
      exclusive(async () => {
        const { parseConfig } = await import('../config/parse.ts');
        const parsed = parseConfig(yaml, env);
        if (!parsed.ok) return parsed;
        const planned = planConfig(context, parsed.value.config);
        if (!planned.ok) return refusedFile(parsed.value.located(planned.error.fields ?? {}));
        return ok(await carryOut(context, planned.value));
      }),
    async export() {
      const { exportConfig } = await import('../config/export.ts');
      return ok(exportConfig(stateOf(context), context.wording));
    },
    async handOver({ to, metrics }) {
      const { handOver } = await import('../config/exporters/registry.ts');
      return ok(handOver[to](stateOf(context), metrics, context.wording));
    },
  };
}

function stateOf({ alertConfig, locations, registry, maintenance, settings }: CallContext): ConfigState {
  return {
    locations: locations.all(),
    channels: alertConfig.channels(),
    rules: alertConfig.rules(),
    monitors: registry.all().map(({ monitor }) => monitor),
    maintenance: maintenance.all().map(({ window }) => window),
    settings: settings.current(),
  };
}

/** `write` runs inside the one transaction; call the function that it returns after the commit. */
interface Write {
  readonly write: () => () => unknown;
}

async function carryOut(context: CallContext, planned: Plan): Promise<ApplyReport> {
  const changes = new Changes();
  await changeLocations(context, planned, changes);
  await changeChannels(context, planned, changes);
  await changeMonitors(context, planned, changes);
  changeRulesAndSettings(context, planned, changes);
  changeMaintenance(context, planned, changes);
  context.recorder.flush();
  const follow = context.store.transaction(() => changes.writes.map(({ write }) => write()));
  for (const next of follow) next();
  if (follow.length > 0) {
    announceRouting(context);
    context.emit({ type: 'locations' });
    announceMaintenance(context);
  }
  const { created, updated, removed, unchanged } = changes;
  const changed = planned.monitors.filter(({ id }) => created.includes(id) || updated.includes(id));
  const warnings = changed.flatMap((monitor) => warningsOf(context, monitor));
  return { created, updated, removed, unchanged, warnings };
}

function warningsOf({ locations, wording }: CallContext, monitor: Monitor): ApplyReport['warnings'] {
  const named = monitor.locations.flatMap((id) => locations.find(id) ?? []);
  return locationWarnings(monitor, named).map((warning) => ({
    ...wordedWarning(warning, wording),
    monitorId: monitor.id,
  }));
}

class Changes {
  readonly created: string[] = [];
  readonly updated: string[] = [];
  readonly removed: string[] = [];
  readonly writes: Write[] = [];
  unchanged = 0;

  /** @returns whether it must be written. */
  note(id: string, before: unknown, after: unknown): boolean {
    const isSame = isDeepStrictEqual(before, after);
    if (isSame) this.unchanged += 1;
    else (before === null ? this.created : this.updated).push(id);
    return !isSame;
  }

  remove(id: string, write: Write): void {
    this.removed.push(id);
    this.writes.push(write);
  }
}

async function changeChannels(context: CallContext, { channels }: Plan, changes: Changes): Promise<void> {
  const { alertConfig } = context;
  for (const channel of channels) {
    const before = alertConfig.find(channel.id)?.channel ?? null;
    if (changes.note(channel.id, before, channel)) changes.writes.push(await prepareChannel(context, channel));
  }
  const named = new Set(channels.map(({ id }) => id));
  for (const { id, source } of alertConfig.channels()) {
    if (source === 'file' && !named.has(id)) changes.remove(id, removeChannel(context, id));
  }
}

async function changeLocations(context: CallContext, planned: Plan, changes: Changes): Promise<void> {
  const { locations } = context;
  for (const location of planned.locations) {
    const before = locations.find(location.id);
    if (changes.note(location.id, before, location)) changes.writes.push(await prepareLocation(context, location));
  }
  const named = new Set(planned.locations.map(({ id }) => id));
  for (const { id, source } of locations.all()) {
    if (source === 'file' && !named.has(id)) changes.remove(id, removeLocation(context, id));
  }
}

async function changeMonitors(context: CallContext, { monitors }: Plan, changes: Changes): Promise<void> {
  const { registry } = context;
  for (const monitor of monitors) {
    const before = registry.find(monitor.id)?.monitor ?? null;
    if (changes.note(monitor.id, before, monitor)) changes.writes.push(await prepareMonitor(context, monitor));
  }
  const named = new Set(monitors.map(({ id }) => id));
  for (const entry of registry.all()) {
    const { id, source } = entry.monitor;
    if (source === 'file' && !named.has(id)) changes.remove(id, removeMonitor(context, entry));
  }
}

function changeMaintenance(context: CallContext, planned: Plan, changes: Changes): void {
  const { maintenance } = context;
  for (const window of planned.maintenance) {
    const before = maintenance.find(window.id);
    if (!changes.note(window.id, before?.window ?? null, window)) continue;
    changes.writes.push(prepareMaintenance(context, replaceWindow(before, window)));
  }
  const named = new Set(planned.maintenance.map(({ id }) => id));
  for (const { window } of maintenance.all()) {
    const { id, source } = window;
    if (source === 'file' && !named.has(id)) changes.remove(id, removeMaintenance(context, id));
  }
}

function changeRulesAndSettings(context: CallContext, { rules, settings }: Plan, changes: Changes): void {
  const current = context.alertConfig.rules().map(({ id: _, ...rule }) => rule);
  if (changes.note('rules', current, rules)) changes.writes.push(prepareRules(context, rules));
  if (changes.note('settings', context.settings.current(), settings)) {
    changes.writes.push({ write: () => context.settings.write(settings) });
  }
}
