/** Starting, changing and ending maintenance from anywhere: each action reports its result and can be undone. */
import type { MaintenanceView } from '../../electron/contract/model/maintenance.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { MaintenanceInput } from '../../electron/contract/schemas.ts';
import { everyTenSeconds } from '../state/clock.svelte.ts';
import { maintenanceInputOf, quickDurations, type MaintenanceDuration } from '../state/maintenance-draft.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import type { MenuEntry } from '../ui/menu.ts';

const words = text.maintenance;

interface MaintenanceActions {
  readonly start: (monitors: readonly string[], duration: MaintenanceDuration) => Promise<void>;
  readonly addTo: (window: MaintenanceView, monitors: readonly string[]) => Promise<void>;
  readonly end: (window: MaintenanceView) => Promise<void>;
  readonly remove: (window: MaintenanceView) => Promise<void>;
}

type Parts = Pick<Session, 'api' | 'toasts'>;

export function createMaintenanceActions({ api, toasts }: Parts): MaintenanceActions {
  async function carryOut<T>(change: Promise<Result<T>>, then: (value: T) => void): Promise<void> {
    const answer = await change;
    if (toasts.check(answer)) then(answer.value);
  }

  function say(message: string, undo: () => Promise<Result<unknown>>): void {
    toasts.say(message, { label: text.actions.undo, run: () => void carryOut(undo(), () => undefined) });
  }

  const save = (input: MaintenanceInput): Promise<Result<MaintenanceView>> => api.maintenance.save(input);

  return {
    start: (monitors, duration) =>
      carryOut(
        api.maintenance.start({ covers: { monitors: [...monitors] }, duration }),
        ({ id, name, activeUntil }) => {
          say(words.started(name, activeUntil ?? Date.now(), Date.now()), () => api.maintenance.delete({ id }));
        },
      ),
    addTo(window, monitors) {
      const before = maintenanceInputOf(window);
      const covered = Array.from(new Set([...window.covers.monitors, ...monitors]));
      return carryOut(save({ ...before, covers: { ...before.covers, monitors: covered } }), (changed) => {
        say(words.added(changed.name, changed.monitors), () => save(before));
      });
    },
    end: ({ id }) => carryOut(api.maintenance.end({ id }), () => undefined),
    remove: (window) =>
      carryOut(api.maintenance.delete({ id: window.id }), () => {
        say(words.deleted(window.name), () => save(maintenanceInputOf(window)));
      }),
  };
}

/** Starts it at once, or asks for more. @param monitors by id. */
export function maintenanceEntries(
  session: Parts & Pick<Session, 'dialogs'>,
  monitors: readonly string[],
): readonly MenuEntry[] {
  const { start } = createMaintenanceActions(session);
  return [
    ...quickDurations.map((duration): MenuEntry => ({
      type: 'item',
      label: words.durations[duration],
      icon: 'Wrench',
      note: words.endAfter(duration, everyTenSeconds()),
      onselect: () => void start(monitors, duration),
    })),
    {
      type: 'item',
      label: words.add,
      icon: 'CalendarPlus',
      onselect: () => session.dialogs.show({ type: 'maintenance', monitors }),
    },
  ];
}
