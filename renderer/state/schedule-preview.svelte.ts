/** What the cron lines of a draft mean, asked for after each pause in typing. */
import type { Api } from '../../electron/contract/calls.ts';
import type { SchedulePreview } from '../../electron/contract/model/history.ts';

const settleMs = 250;

interface ScheduleReading {
  /** Null: nothing valid is entered. */
  readonly found: SchedulePreview | null;
  /** What is wrong with the lines. */
  readonly error: string | undefined;
}

interface CronDraft {
  readonly cron: string;
  readonly timezone: string;
}

/** Must be called during component initialization. */
export function createSchedulePreview(api: Api, read: () => CronDraft): ScheduleReading {
  let found = $state.raw<SchedulePreview | null>(null);
  let error = $state.raw<string | undefined>(undefined);
  let latest = 0;

  const ask = async (cron: string, timezone: string): Promise<void> => {
    const mine = (latest += 1);
    const answer = await api.monitors.previewSchedule({
      schedule: { every: null, cron, timezone: timezone === '' ? null : timezone },
    });
    if (mine !== latest) return;
    found = answer.ok ? answer.value : null;
    error = answer.ok ? undefined : Object.values(answer.error.fields ?? {})[0];
  };

  $effect(() => {
    const { cron, timezone } = read();
    if (cron.trim() === '') return;
    const timer = setTimeout(() => void ask(cron, timezone), settleMs);
    return () => {
      clearTimeout(timer);
    };
  });

  return {
    get found() {
      return read().cron.trim() === '' ? null : found;
    },
    get error() {
      return read().cron.trim() === '' ? undefined : error;
    },
  };
}
