/** Pausing and resuming everything, each of which can be undone. */
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import type { MenuEntry } from '../ui/menu.ts';

interface PauseAll {
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
}

export function createPauseAll({ api, toasts }: Pick<Session, 'api' | 'toasts'>): PauseAll {
  const { pauseAll, resumeAll } = api.monitors;
  const act = async (call: typeof pauseAll, undo: typeof pauseAll, said: (count: number) => string): Promise<void> => {
    const answer = await call(undefined);
    if (!toasts.check(answer)) return;
    const ids = [...answer.value.ids];
    const undoNow = async (): Promise<void> => void toasts.check(await undo({ ids }));
    toasts.say(said(ids.length), { label: text.actions.undo, run: () => void undoNow() });
  };
  return {
    pause: () => act(pauseAll, resumeAll, text.actions.paused),
    resume: () => act(resumeAll, pauseAll, text.actions.resumed),
  };
}

export function pauseAllEntries(session: Pick<Session, 'api' | 'list' | 'toasts'>): readonly MenuEntry[] {
  const { pause, resume } = createPauseAll(session);
  const { all } = session.list;
  const item = (label: string, icon: 'Pause' | 'Play', run: () => Promise<void>): MenuEntry => ({
    type: 'item',
    label,
    icon,
    onselect: () => void run(),
  });
  return [
    { type: 'line' },
    ...(all.some(({ enabled }) => enabled) ? [item(text.actions.pauseAll, 'Pause', pause)] : []),
    ...(all.every(({ enabled }) => enabled) ? [] : [item(text.actions.resumeAll, 'Play', resume)]),
  ];
}
