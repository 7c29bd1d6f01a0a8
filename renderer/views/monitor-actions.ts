/** Actions on one or many monitors, from anywhere: each reports its result. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { isProbedKind, type MonitorPatch } from '../../electron/contract/monitors/registry.ts';
import type { AppError, Result } from '../../electron/contract/result.ts';
import { errorMessage } from '../error-text.ts';
import { inTurn } from '../state/in-turn.ts';
import { monitorOf } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';
import type { Toasts, Undone } from '../state/toasts.svelte.ts';
import { text } from '../text/text.ts';
import { copy } from './copy.ts';

type Named = Pick<MonitorSummary, 'id' | 'name'>;
type Switchable = Named & Pick<MonitorSummary, 'enabled'>;
type Failing = Named & Pick<MonitorSummary, 'openIncidentId' | 'isAcknowledged'>;
type Taggable = Named & Pick<MonitorSummary, 'kind' | 'tags'>;

export interface MonitorActions {
  readonly checkNow: (monitor: Named) => Promise<void>;
  /** All that can be checked: heartbeats and paused monitors are left out. */
  readonly checkAll: (monitors: readonly MonitorSummary[]) => Promise<void>;
  readonly togglePause: (monitor: Switchable) => Promise<void>;
  /** The outages that are not yet. */
  readonly acknowledge: (monitors: readonly Failing[]) => Promise<void>;
  readonly pause: (monitors: readonly Switchable[]) => Promise<void>;
  readonly resume: (monitors: readonly Switchable[]) => Promise<void>;
  readonly addTag: (monitors: readonly Taggable[], tag: string) => Promise<void>;
  readonly removeTag: (monitors: readonly Taggable[], tag: string) => Promise<void>;
  /** All of them or none; what it says can be undone. @returns why none was changed; null: all were. */
  readonly updateAll: (
    patches: readonly MonitorPatch[],
    undo: readonly MonitorPatch[],
    said: string,
  ) => Promise<AppError | null>;
  /** Hides them at once and deletes them when the message that says so ends, unless undone. Several are deleted only after a question. */
  readonly remove: (monitors: readonly Named[]) => void;
  /** Its check, for a shell. */
  readonly copyCommand: (monitor: Named) => Promise<void>;
}

/** Named before several are deleted. */
const namesAsked = 5;

export function isCheckable({ kind, enabled }: Pick<MonitorSummary, 'kind' | 'enabled'>): boolean {
  return isProbedKind(kind) && enabled;
}

/** Those whose outage can be acknowledged. */
export function unacknowledged(monitors: readonly Failing[]): readonly (Named & { readonly incidentId: number })[] {
  return monitors.flatMap(({ id, name, openIncidentId: incidentId, isAcknowledged }) =>
    incidentId === null || isAcknowledged ? [] : [{ id, name, incidentId }],
  );
}

type ToEach = <T extends Named>(
  monitors: readonly T[],
  action: Undone,
  act: (monitor: T) => Promise<Result<unknown>>,
) => Promise<readonly T[]>;

/** Says which failed. @returns those for which it succeeded. */
function eachOf(toasts: Toasts): ToEach {
  return async (monitors, action, act) => {
    const answers = await inTurn(monitors, act);
    const errors = answers.flatMap((answer) => (answer.ok ? [] : [errorMessage(answer.error)]));
    const [first] = errors;
    const [only] = monitors;
    if (first !== undefined) {
      const isOne = monitors.length === 1 && only !== undefined;
      toasts.warn(
        isOne ? text.actions.failed(only.name, action, first) : text.actions.someFailed(errors.length, action, first),
      );
    }
    return monitors.filter((_, index) => answers[index]?.ok);
  };
}

export function createMonitorActions(session: Session): MonitorActions {
  const { api, toasts } = session;

  const toEach = eachOf(toasts);
  const pause = async (monitors: readonly Switchable[]): Promise<void> => {
    const running = monitors.filter(({ enabled }) => enabled);
    await toEach(running, 'pause', ({ id }) => api.monitors.pause({ id }));
  };
  const resume = async (monitors: readonly Switchable[]): Promise<void> => {
    const paused = monitors.filter(({ enabled }) => !enabled);
    await toEach(paused, 'resume', ({ id }) => api.monitors.resume({ id }));
  };
  const acknowledge = async (monitors: readonly Failing[]): Promise<void> => {
    const { length } = await toEach(unacknowledged(monitors), 'acknowledge', ({ incidentId: id }) =>
      api.incidents.acknowledge({ id }),
    );
    if (length > 0) toasts.say(text.incidents.noMoreReminders(length));
  };
  const updateAll: MonitorActions['updateAll'] = async (patches, undo, said) => {
    const answer = await api.monitors.updateAll({ patches: [...patches] });
    if (!answer.ok) return answer.error;
    const undoNow = async (): Promise<void> => {
      const undone = await api.monitors.updateAll({ patches: [...undo] });
      toasts.check(undone);
    };
    toasts.say(said, { label: text.actions.undo, run: () => void undoNow() });
    return null;
  };
  const setTags = async (
    monitors: readonly Taggable[],
    change: (tags: readonly string[]) => string[],
    said: string,
  ): Promise<void> => {
    if (monitors.length === 0) return;
    const patchTo = (tagsOf: (tags: readonly string[]) => string[]): readonly MonitorPatch[] =>
      monitors.map(({ id, kind, tags }) => ({ id, kind, tags: tagsOf(tags) }));
    const error = await updateAll(
      patchTo(change),
      patchTo((tags) => [...tags]),
      said,
    );
    if (error !== null) toasts.warn(text.actions.noneChanged(errorMessage(error)));
  };

  return {
    checkNow: async (monitor) => {
      await toEach([monitor], 'check', ({ id }) => api.monitors.checkNow({ id }));
    },
    checkAll: async (monitors) => checkAll(session, monitors.filter(isCheckable)),
    acknowledge,
    togglePause: (monitor) => (monitor.enabled ? pause([monitor]) : resume([monitor])),
    pause,
    resume,
    addTag: (monitors, tag) => {
      const without = monitors.filter(({ tags }) => !tags.includes(tag));
      return setTags(without, (tags) => [...tags, tag], text.actions.tagged(tag, without.length));
    },
    removeTag: (monitors, tag) => {
      const having = monitors.filter(({ tags }) => tags.includes(tag));
      return setTags(having, (tags) => tags.filter((one) => one !== tag), text.actions.untagged(tag, having.length));
    },
    updateAll,
    copyCommand: (monitor) => copyCommand(session, monitor),
    remove: (monitors) => {
      if (monitors.length < 2) remove(session, monitors);
      else askToRemove(session, monitors);
    },
  };
}

function askToRemove(session: Session, monitors: Parameters<MonitorActions['remove']>[0]): void {
  const names = monitors.map(({ name }) => name);
  session.dialogs.show({
    type: 'question',
    title: text.actions.deleteMany(names.length),
    message: text.actions.deleteManyNote(names.slice(0, namesAsked), names.length),
    confirm: text.actions.delete,
    run: () => remove(session, monitors),
  });
}

async function checkAll({ api, toasts }: Session, monitors: readonly Named[]): Promise<void> {
  if (monitors.length === 0) return;
  const endNote = toasts.say(text.actions.checking(monitors.length));
  const answers = await inTurn(monitors, ({ id }) => api.monitors.checkNow({ id }));
  endNote();
  const well = answers.filter((answer) => answer.ok && answer.value.verdict === 'pass').length;
  toasts.say(text.actions.checked(monitors.length, monitors.length - well));
}

async function copyCommand({ api, toasts }: Session, { id, name }: Named): Promise<void> {
  const answer = await api.monitors.command({ id });
  if (toasts.check(answer, name, 'copy')) await copy(toasts, answer.value.command ?? '');
}

function remove({ api, list, overview, removals, router, toasts }: Session, monitors: readonly Named[]): void {
  const show = (): void => overview.unhide(monitors.map(({ id }) => id));
  const removeNow = async (): Promise<void> => {
    const answers = await inTurn(monitors, ({ id }) => api.monitors.delete({ id }));
    answers.forEach((answer, index) => toasts.check(answer, monitors[index]?.name, 'delete'));
    // Until the overview no longer has them, the rows would reappear for a moment.
    await overview.reload();
    show();
  };
  overview.hide(monitors.map(({ id }) => id));
  const { run, undo } = removals.begin(() => void removeNow());
  list.select([]);
  if (monitors.some(({ id }) => id === monitorOf(router.route))) router.go({ view: 'overview' });
  const undoNow = (): void => {
    undo();
    show();
  };
  toasts.say(text.actions.deleted(monitors.map(({ name }) => name)), { label: text.actions.undo, run: undoNow }, run);
}
