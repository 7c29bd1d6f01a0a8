/**
 * What the delivery log and the calendar of maintenance show. Kept as the query of the address of the alerts, which has
 * only what is not as usual; what it cannot mean is as usual.
 */
import {
  alertStatuses,
  notificationEvents,
  type AlertFilter,
  type AlertStatus,
  type NotificationEvent,
} from '../../electron/contract/model/alert.ts';

export const calendarDays = ['14', '30'] as const;

export interface AlertsChoice {
  /** Of the deliveries, as the three below; empty: any. */
  readonly monitor: string;
  readonly channel: string;
  readonly event: NotificationEvent | '';
  readonly status: AlertStatus | '';
  /** How far the calendar reaches. */
  readonly days: (typeof calendarDays)[number];
}

const usual: AlertsChoice = { monitor: '', channel: '', event: '', status: '', days: '14' };

export function alertsChoiceOf(query: string): AlertsChoice {
  const given = new URLSearchParams(query);
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === given.get(name));
  return {
    monitor: given.get('monitor') ?? usual.monitor,
    channel: given.get('channel') ?? usual.channel,
    event: oneOf('event', notificationEvents) ?? usual.event,
    status: oneOf('status', alertStatuses) ?? usual.status,
    days: oneOf('days', calendarDays) ?? usual.days,
  };
}

/** Empty: all as usual. */
export function alertsQueryOf(choice: AlertsChoice): string {
  const chosen = Object.entries(choice).filter(([name, value]) => value !== usual[name as keyof AlertsChoice]);
  return new URLSearchParams(chosen).toString();
}

export const withoutFilter = ({ days }: AlertsChoice): AlertsChoice => ({ ...usual, days });

/** As the call takes it. */
export function askedDeliveries({ monitor, channel, event, status }: AlertsChoice): AlertFilter {
  return {
    ...(monitor === '' ? {} : { monitorId: monitor }),
    ...(channel === '' ? {} : { channelId: channel }),
    ...(event === '' ? {} : { event }),
    ...(status === '' ? {} : { status }),
  };
}
