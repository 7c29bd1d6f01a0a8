/** Reads the options of `vigilmon maintenance`. The engine validates their values. Pure. */
import { weekdays, type Weekday } from '../../contract/model/alert.ts';
import type { MaintenanceInput } from '../../contract/schemas.ts';
import { coversOf, listOf, type Values } from './covers.ts';

export const maintenanceActions = ['list', 'start', 'end', 'add'] as const;
export type MaintenanceAction = (typeof maintenanceActions)[number];

export type MaintenanceRequest =
  | { readonly action: 'list' }
  | { readonly action: 'end'; readonly id: string }
  | {
      readonly action: 'start';
      readonly input: Pick<MaintenanceInput, 'name' | 'covers'> & { readonly duration: string };
    }
  | { readonly action: 'add'; readonly input: MaintenanceInput };

type MaintenanceMistake = 'maintenanceAction' | 'covers' | 'days' | 'startsNow';

const usualDuration = '1h';
const everyDay = 'daily';
const planned = ['from', 'to', 'days', 'cron', 'timezone'] as const;

/** @param id of the window to end. */
export function readMaintenance(
  action: MaintenanceAction,
  id: string,
  values: Values,
): MaintenanceRequest | MaintenanceMistake {
  if (action === 'list') return { action };
  if (action === 'end') return { action, id };
  const covers = coversOf(values);
  if (covers === null) return 'covers';
  const named = { ...text('name', values), covers };
  if (action === 'start') {
    if (planned.some((option) => values[option] !== undefined)) return 'startsNow';
    return { action, input: { ...named, duration: usualDuration, ...text('duration', values) } };
  }
  const days = daysOf(values['days']);
  if (days === null) return 'days';
  const times = { ...text('from', values), ...text('to', values), ...text('duration', values) };
  return { action, input: { ...named, ...times, ...text('cron', values), ...text('timezone', values), ...days } };
}

/** Null: not the name of a day. */
function daysOf(given: Values[string]): { readonly days?: Weekday[] } | null {
  if (given === undefined) return {};
  if (given === everyDay) return { days: [] };
  const days = listOf(given).map((name) => weekdays.find((day) => day === name.toLowerCase()));
  const known = days.filter((day) => day !== undefined);
  return known.length === days.length && known.length > 0 ? { days: known } : null;
}

function text<Name extends string>(name: Name, values: Values): { readonly [N in Name]?: string } {
  const value = values[name];
  return typeof value === 'string' ? ({ [name]: value } as { readonly [N in Name]: string }) : {};
}
