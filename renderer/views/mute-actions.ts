/** Muting and unmuting from anywhere: each action reports its result, and a mute can be undone at once. */
import { muteChoicesAt, muteUntil } from '../../electron/contract/mute-choices.ts';
import type { Mute } from '../../electron/contract/model/alert.ts';
import { inTurn } from '../state/in-turn.ts';
import { canWaitForRecovery, scopesOf, standingMutes, type MuteTarget } from '../state/mutes.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import type { MenuEntry } from '../ui/menu.ts';

interface MuteActions {
  readonly mute: (target: MuteTarget, until: number | null) => Promise<void>;
  readonly clear: (mutes: readonly Mute[]) => Promise<void>;
}

type Parts = Pick<Session, 'api' | 'dialogs' | 'mutes' | 'overview' | 'toasts'>;

export function createMuteActions({ api, mutes, toasts }: Omit<Parts, 'dialogs' | 'overview'>): MuteActions {
  const clear = async (ended: readonly Mute[]): Promise<void> => {
    const answers = await inTurn(ended, ({ id }) => api.mutes.clear({ id }));
    // A mute that has ended by itself meanwhile counts as cleared.
    const failed = answers.find((answer) => !answer.ok && answer.error.code !== 'not-found');
    if (failed !== undefined) toasts.check(failed);
    await mutes.reload();
  };
  return {
    clear,
    mute: async (target, until) => {
      const answers = await inTurn(scopesOf(target), (scope) => api.mutes.set({ scope, until }));
      const set = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const failed = answers.find((answer) => !answer.ok);
      if (failed !== undefined) toasts.check(failed);
      if (set.length === 0) return;
      toasts.say(text.mutes.done(target, until, Date.now()), {
        label: text.actions.undo,
        run: () => void clear(set),
      });
      await mutes.reload();
    },
  };
}

/** How long it can be muted, and how to end the current mutes. `until` is computed when a choice is made. */
export function muteEntries(session: Parts, target: MuteTarget, nowMs: number): readonly MenuEntry[] {
  const actions = createMuteActions(session);
  const { own, wider } = standingMutes(target, session.mutes.data ?? []);
  return [
    ...(own.length === 0
      ? []
      : [{ type: 'item', label: text.mutes.unmute, icon: 'Bell', onselect: () => void actions.clear(own) } as const]),
    ...wider.map((mute): MenuEntry => ({
      type: 'item',
      label: text.mutes.unmuteScope(mute.scope, session.overview.nameOf),
      icon: 'Bell',
      onselect: () => void actions.clear([mute]),
    })),
    ...muteChoicesAt(nowMs).map((choice): MenuEntry => ({
      type: 'item',
      label: text.mutes.choices[choice],
      icon: 'BellOff',
      note: text.mutes.end(choice, nowMs),
      onselect: () => void actions.mute(target, muteUntil(choice, Date.now())),
    })),
    ...(canWaitForRecovery(target)
      ? [
          {
            type: 'item',
            label: text.mutes.untilRecovery,
            icon: 'BellOff',
            onselect: () => void actions.mute(target, null),
          } as const,
        ]
      : []),
    {
      type: 'item',
      label: text.mutes.ownTime,
      icon: 'BellOff',
      onselect: () => session.dialogs.show({ type: 'mute', target }),
    },
  ];
}
