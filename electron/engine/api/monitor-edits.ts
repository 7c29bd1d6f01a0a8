/**
 * Changes of monitors by the user: normalised, judged beside the others (dependencies, locations, tokens), and written in
 * one transaction, one after the other.
 */
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedMonitor, ParsedMonitorPatch } from '../../contract/monitors/schema.ts';
import { normaliseMonitor, patchMonitor } from '../monitors/normalise.ts';
import { dependencyProblem, withDependencyProblem } from '../dependencies/problems.ts';
import { withLocationProblems } from '../locations/fitting.ts';
import { hideMonitorSecrets } from '../monitors/secrets.ts';
import { notFound, withMonitor, type CallContext } from './context.ts';
import { prepareMonitor, tokenMaker, type MonitorWrite } from './monitor-changes.ts';

interface MonitorEdits {
  /** What an input means, as a new monitor or in place of an existing one; nothing is written. */
  readonly normalise: (input: ParsedMonitor, existing: Monitor | null) => Outcome<Monitor>;
  readonly create: (input: ParsedMonitor) => Promise<Outcome<Monitor>>;
  readonly edit: (id: string, change: (monitor: Monitor) => Outcome<ParsedMonitor>) => Promise<Outcome<Monitor>>;
  /** All or none. */
  readonly editAll: (patches: readonly ParsedMonitorPatch[]) => Promise<Outcome<readonly Monitor[]>>;
}

export function monitorEdits(context: CallContext): MonitorEdits {
  const { registry, recorder, store, exclusive } = context;

  /** Each patch may rely on those before it, and none is written unless all are valid. */
  async function putAll(patches: readonly ParsedMonitorPatch[]): Promise<Outcome<readonly Monitor[]>> {
    const made = new Map<string, Monitor>();
    const problems: Record<string, Problem> = {};
    const find = (id: string): Monitor | null => made.get(id) ?? registry.find(id)?.monitor ?? null;
    const settle = (patch: ParsedMonitorPatch, existing: Monitor): Outcome<Monitor> => {
      const changed = patchMonitor(existing, patch);
      const normalised = changed.ok ? normaliseAlone(changed.value, existing) : changed;
      return normalised.ok ? (sharedToken(normalised.value, [...made.values()]) ?? normalised) : normalised;
    };
    for (const patch of patches) {
      const existing = find(patch.id);
      if (existing === null) return notFound('monitor', patch.id);
      const settled = settle(patch, existing);
      if (settled.ok) made.set(patch.id, settled.value);
      else if (settled.error.fields === undefined) return settled;
      else Object.assign(problems, problemsOf(patch.id, settled.error.fields));
    }
    Object.assign(problems, dependencyProblems([...made.values()], find));
    if (Object.keys(problems).length > 0) return refusedFields(problems);
    const writes: MonitorWrite[] = [];
    for (const monitor of made.values()) writes.push(await prepareMonitor(context, monitor));
    recorder.flush();
    for (const follow of store.transaction(() => writes.map(({ write }) => write()))) follow();
    return ok([...made.values()].map(hideMonitorSecrets));
  }

  async function put(normalised: Outcome<Monitor>): Promise<Outcome<Monitor>> {
    if (!normalised.ok) return normalised;
    const shared = sharedToken(normalised.value, []);
    if (shared !== null) return shared;
    const { write } = await prepareMonitor(context, normalised.value);
    recorder.flush();
    store.transaction(write)();
    return ok(hideMonitorSecrets(normalised.value));
  }

  /** @param others are written at the same time. */
  function sharedToken(monitor: Monitor, others: readonly Monitor[]): Outcome<never> | null {
    if (!isPinged(monitor)) return null;
    const { id, token } = monitor;
    const beside = others.filter((one) => isPinged(one) && one.token === token);
    const owners = [registry.findByToken(token)?.monitor, ...beside];
    const owner = owners.find((one) => one !== undefined && one.id !== id);
    return owner === undefined ? null : refusedFields({ token: problem('token-of-another', { id: owner.id }) });
  }

  /** Without its dependencies. */
  function normaliseAlone(input: ParsedMonitor, existing: Monitor | null): Outcome<Monitor> {
    const takenIds = registry.ids();
    const source = existing?.source ?? 'hand';
    const made = normaliseMonitor(input, { existing, takenIds, source, makeToken: tokenMaker(context) });
    return withLocationProblems(made, context.locations.find);
  }

  function normalise(input: ParsedMonitor, existing: Monitor | null): Outcome<Monitor> {
    return withDependencyProblem(normaliseAlone(input, existing), (id) => registry.find(id)?.monitor ?? null);
  }

  function edit(id: string, change: (monitor: Monitor) => Outcome<ParsedMonitor>): Promise<Outcome<Monitor>> {
    return exclusive(() =>
      withMonitor(context, id, ({ monitor }) => {
        const changed = change(monitor);
        return changed.ok ? put(normalise(changed.value, monitor)) : changed;
      }),
    );
  }

  return {
    normalise,
    create: (input) => exclusive(() => put(normalise(input, null))),
    edit,
    editAll: (patches) => exclusive(() => putAll(patches)),
  };
}

/** Of all at once, since they may exchange what they depend on. */
function dependencyProblems(monitors: readonly Monitor[], find: (id: string) => Monitor | null): Problems {
  return Object.assign(
    {},
    ...monitors.map((monitor) => {
      const dependsOn = dependencyProblem(monitor, find);
      return dependsOn === null ? {} : problemsOf(monitor.id, { dependsOn });
    }),
  ) as Problems;
}

function problemsOf(id: string, fields: Problems): Problems {
  return Object.fromEntries(Object.entries(fields).map(([field, found]) => [`${id}.${field}`, found]));
}
