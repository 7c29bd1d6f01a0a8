/** Monitors: create, edit, pause, check, preview. */
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { WordedCheckDetail } from '../../contract/worded.ts';
import { problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedMonitor } from '../../contract/monitors/schema.ts';
import { previewSchedule } from '../kinds/heartbeat/preview-schedule.ts';
import { normaliseMonitor, patchMonitor } from '../monitors/normalise.ts';
import { withDependencyProblem } from '../dependencies/problems.ts';
import { withLocationProblems } from '../locations/fitting.ts';
import { hideMonitorSecrets } from '../monitors/secrets.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { withMonitor, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { prepareMonitor, removeMonitor, tokenMaker } from './monitor-changes.ts';
import { wordedCheckDetail } from './worded.ts';

export function monitorCalls(context: CallContext): Handlers['monitors'] {
  const { registry, supervisor, recorder, store, exclusive } = context;
  const shown = (monitor: Monitor): Outcome<Monitor> => ok(hideMonitorSecrets(monitor));

  const worded = (checked: Outcome<CheckDetail>): Outcome<WordedCheckDetail> =>
    checked.ok ? ok(wordedCheckDetail(checked.value, context.wording)) : checked;

  async function put(normalised: Outcome<Monitor>): Promise<Outcome<Monitor>> {
    if (!normalised.ok) return normalised;
    const shared = sharedToken(normalised.value);
    if (shared !== null) return shared;
    const { write } = await prepareMonitor(context, normalised.value);
    recorder.flush();
    store.transaction(write)();
    return shown(normalised.value);
  }

  function sharedToken(monitor: Monitor): Outcome<never> | null {
    const owner = isPinged(monitor) ? registry.findByToken(monitor.token) : null;
    if (owner === null || owner.monitor.id === monitor.id) return null;
    return refusedFields({ token: problem('token-of-another', { id: owner.monitor.id }) });
  }

  function normalise(
    input: ParsedMonitor,
    existing: Monitor | null,
    source = existing?.source ?? 'hand',
  ): Outcome<Monitor> {
    const takenIds = registry.ids();
    const made = normaliseMonitor(input, { existing, takenIds, source, makeToken: tokenMaker(context) });
    const sound = withLocationProblems(made, context.locations.find);
    return withDependencyProblem(sound, (id) => registry.find(id)?.monitor ?? null);
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
    previewSchedule: (input) => previewSchedule(input, { nowMs: context.clock.now(), wording: context.wording }),
    renewToken: ({ id }) =>
      edit(id, (monitor) => patchMonitor(monitor, { id, kind: 'heartbeat', token: tokenMaker(context)() })),
  };
}
