/** The form model of maintenance: now for a while, once at a time, or every week. */
import type { Api } from '../../electron/contract/calls.ts';
import type { WeeklyDraft } from './week.ts';

export const maintenanceForms = ['now', 'once', 'weekly'] as const;
export type MaintenanceForm = (typeof maintenanceForms)[number];

export const maintenanceDurations = ['30m', '1h', '2h', '4h', '12h'] as const;

export interface MaintenanceDraft {
  form: MaintenanceForm;
  name: string;
  covers: 'all' | 'tag' | 'monitors';
  tag: string | null;
  monitorId: string | null;
  duration: (typeof maintenanceDurations)[number];
  /** Local time, as an input of type `datetime-local` has it; empty: not chosen. */
  from: string;
  to: string;
  weekly: WeeklyDraft;
}

export function blankMaintenance(): MaintenanceDraft {
  return {
    form: 'now',
    name: '',
    covers: 'all',
    tag: null,
    monitorId: null,
    duration: '1h',
    from: '',
    to: '',
    weekly: { days: [], from: '22:00', to: '23:00', timezone: '' },
  };
}

type Covers = Parameters<Api['maintenance']['save']>[0]['covers'];

/** Null: it is not chosen yet. */
export function coversOf({ covers, tag, monitorId }: MaintenanceDraft): Covers | null {
  if (covers === 'all') return { all: true };
  if (covers === 'tag') return tag === null ? null : { tags: [tag] };
  return monitorId === null ? null : { monitors: [monitorId] };
}

/** Starts it or plans it. */
export function sendMaintenance(
  { maintenance }: Pick<Api, 'maintenance'>,
  draft: MaintenanceDraft,
  covers: Covers,
): ReturnType<Api['maintenance']['save']> {
  const name = draft.name.trim();
  const common = { ...(name === '' ? {} : { name }), covers };
  switch (draft.form) {
    case 'now':
      return maintenance.start({ ...common, duration: draft.duration });
    case 'once':
      return maintenance.save({ ...common, from: instantOf(draft.from), to: instantOf(draft.to) });
    case 'weekly': {
      const { timezone, ...times } = draft.weekly;
      return maintenance.save({ ...common, ...times, timezone: timezone === '' ? null : timezone });
    }
  }
}

/** The reader's clock may not be that of the computer running Vigilmon. */
function instantOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}
