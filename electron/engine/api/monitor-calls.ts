/** Monitors: create, edit, pause, check, preview. */
import { isPinged, isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { WordedCheckDetail } from '../../contract/worded.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedMonitor, ParsedMonitorPatch } from '../../contract/monitors/schema.ts';
import { pingedRoom, probedRoom } from '../kinds/registry.ts';
import { previewSchedule } from '../kinds/heartbeat/preview-schedule.ts';
import { normaliseMonitor, patchMonitor } from '../monitors/normalise.ts';
import { withDependencyProblem } from '../dependencies/problems.ts';
import { withLocationProblems } from '../locations/fitting.ts';
import { hideMonitorSecrets } from '../monitors/secrets.ts';
import { replayMonitor } from '../replay/replay-monitor.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { notFound, withMonitor, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { prepareMonitor, removeMonitor, tokenMaker, type MonitorWrite } from './monitor-changes.ts';
import { wordedCheckDetail } from './worded.ts';

export function monitorCalls(context: CallContext): Handlers['monitors'] {
  const { registry, supervisor, recorder, store, exclusive } = context;
  const shown = (monitor: Monitor): Outcome<Monitor> => ok(hideMonitorSecrets(monitor));

  const worded = (checked: Outcome<CheckDetail>): Outcome<WordedCheckDetail> =>
    checked.ok ? ok(wordedCheckDetail(checked.value, context.wording)) : checked;

  /** Each patch may rely on those before it, and none is written unless all are valid. */
  async function putAll(patches: readonly ParsedMonitorPatch[]): Promise<Outcome<readonly Monitor[]>> {
    const made = new Map<string, Monitor>();
    const problems: Record<string, Problem> = {};
    const find = (id: string): Monitor | null => made.get(id) ?? registry.find(id)?.monitor ?? null;
    const settle = (patch: ParsedMonitorPatch, existing: Monitor): Outcome<Monitor> => {
      const changed = patchMonitor(existing, patch);
      const normalised = changed.ok ? normalise(changed.value, existing, existing.source, find) : changed;
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
    return shown(normalised.value);
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

  function normalise(
    input: ParsedMonitor,
    existing: Monitor | null,
    source = existing?.source ?? 'hand',
    find = (id: string): Monitor | null => registry.find(id)?.monitor ?? null,
  ): Outcome<Monitor> {
    const takenIds = registry.ids();
    const made = normaliseMonitor(input, { existing, takenIds, source, makeToken: tokenMaker(context) });
    const sound = withLocationProblems(made, context.locations.find);
    return withDependencyProblem(sound, find);
  }

  function edit(id: string, change: (monitor: Monitor) => Outcome<ParsedMonitor>): Promise<Outcome<Monitor>> {
    return exclusive(() =>
      withMonitor(context, id, ({ monitor }) => {
        const changed = change(monitor);
        return changed.ok ? put(normalise(changed.value, monitor)) : changed;
      }),
    );
  }

  function enable(id: string, enabled: boolean): Promise<Outcome<Monitor>> {
    return edit(id, (monitor) => patchMonitor(monitor, { id, kind: monitor.kind, enabled }));
  }

  return {
    list: () => ok(registry.all().map(({ monitor }) => hideMonitorSecrets(monitor))),
    get: ({ id }) => withMonitor(context, id, ({ monitor }) => shown(monitor)),
    create: (input) => exclusive(() => put(normalise(input, null))),
    update: (input) => edit(input.id, (monitor) => patchMonitor(monitor, input)),
    updateAll: ({ patches }) => exclusive(() => putAll(patches)),
    delete: ({ id }) =>
      exclusive(() =>
        withMonitor(context, id, (entry: MonitorEntry) => {
          recorder.flush();
          store.transaction(removeMonitor(context, entry).write)();
          return ok(null);
        }),
      ),
    pause: ({ id }) => enable(id, false),
    resume: ({ id }) => enable(id, true),
    checkNow: ({ id }) => withMonitor(context, id, async (entry) => worded(await supervisor.checkNow(entry))),
    async preview(input) {
      const existing = input.id === undefined ? null : (registry.find(input.id)?.monitor ?? null);
      const normalised = normalise(input, existing);
      return normalised.ok ? worded(await supervisor.preview(normalised.value)) : normalised;
    },
    replay: (input) =>
      withMonitor(context, input.id ?? '', async ({ monitor: current, stream }) => {
        const normalised = normalise(input, current);
        if (!normalised.ok) return normalised;
        const { value: proposed } = normalised;
        if (!isProbed(current) || !isProbed(proposed)) return ok(null);
        recorder.flush();
        return ok(await replayMonitor({ store, stream, current, proposed, nowMs: context.clock.now() }));
      }),
    previewSchedule: (input) => previewSchedule(input, { nowMs: context.clock.now(), wording: context.wording }),
    command: ({ id }) =>
      withMonitor(context, id, ({ monitor }) =>
        ok({ command: isProbed(monitor) ? (probedRoom(monitor).asCommand?.(monitor) ?? null) : null }),
      ),
    snippets: ({ id, url }) =>
      withMonitor(context, id, ({ monitor }) =>
        ok(isPinged(monitor) ? pingedRoom(monitor).snippets(monitor, url) : []),
      ),
    renewToken: ({ id }) =>
      edit(id, (monitor) => patchMonitor(monitor, { id, kind: 'heartbeat', token: tokenMaker(context)() })),
  };
}

function problemsOf(id: string, fields: Problems): Problems {
  return Object.fromEntries(Object.entries(fields).map(([field, found]) => [`${id}.${field}`, found]));
}
