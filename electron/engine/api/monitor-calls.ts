/** Monitors: create, edit, pause, check, preview. */
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { WordedCheckDetail } from '../../contract/worded.ts';
import type { Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { probedRoom } from '../kinds/registry.ts';
import { previewSchedule, previewSnippets } from '../kinds/heartbeat/preview-schedule.ts';
import { patchMonitor } from '../monitors/normalise.ts';
import { hideMonitorSecrets } from '../monitors/secrets.ts';
import { replayMonitor } from '../replay/replay-monitor.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { withMonitor, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { removeMonitor, tokenMaker } from './monitor-changes.ts';
import { monitorEdits } from './monitor-edits.ts';
import { pauseAllCalls } from './pause-all-calls.ts';
import { wordedCheckDetail } from './worded.ts';

export function monitorCalls(context: CallContext): Handlers['monitors'] {
  const { registry, supervisor, recorder, store, exclusive } = context;
  const { normalise, create, edit, editAll } = monitorEdits(context);
  const shown = (monitor: Monitor): Outcome<Monitor> => ok(hideMonitorSecrets(monitor));

  const worded = (checked: Outcome<CheckDetail>): Outcome<WordedCheckDetail> =>
    checked.ok ? ok(wordedCheckDetail(checked.value, context.wording)) : checked;

  function enable(id: string, enabled: boolean): Promise<Outcome<Monitor>> {
    return edit(id, (monitor) => patchMonitor(monitor, { id, kind: monitor.kind, enabled }));
  }

  return {
    list: () => ok(registry.all().map(({ monitor }) => hideMonitorSecrets(monitor))),
    get: ({ id }) => withMonitor(context, id, ({ monitor }) => shown(monitor)),
    create,
    update: (input) => edit(input.id, (monitor) => patchMonitor(monitor, input)),
    updateAll: ({ patches }) => editAll(patches),
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
    ...pauseAllCalls(context),
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
    snippets: previewSnippets,
    newToken: () => ok({ token: tokenMaker(context)() }),
    renewToken: ({ id }) =>
      edit(id, (monitor) => patchMonitor(monitor, { id, kind: 'heartbeat', token: tokenMaker(context)() })),
  };
}
