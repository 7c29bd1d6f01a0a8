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
import { parsePeriod, periodText } from './period.ts';

export interface AlertsChoice {
  /** Of the deliveries, as the three below; empty: any. */
  readonly monitor: string;
  readonly channel: string;
  readonly event: NotificationEvent | '';
  readonly status: AlertStatus | '';
  /** Of the calendar, as `2026-10`; empty: the present one. */
  readonly month: string;
}

const usual: AlertsChoice = { monitor: '', channel: '', event: '', status: '', month: '' };

export function alertsChoiceOf(query: string): AlertsChoice {
  const given = new URLSearchParams(query);
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === given.get(name));
  const month = parsePeriod(given.get('month') ?? '');
  return {
    monitor: given.get('monitor') ?? usual.monitor,
    channel: given.get('channel') ?? usual.channel,
    event: oneOf('event', notificationEvents) ?? usual.event,
    status: oneOf('status', alertStatuses) ?? usual.status,
    month: month.type === 'month' ? periodText(month) : usual.month,
  };
}

/** Empty: all as usual. */
export function alertsQueryOf(choice: AlertsChoice): string {
  const chosen = Object.entries(choice).filter(([name, value]) => value !== usual[name as keyof AlertsChoice]);
  return new URLSearchParams(chosen).toString();
}

export const withoutFilter = ({ month }: AlertsChoice): AlertsChoice => ({ ...usual, month });

/** As the call takes it. */
export function askedDeliveries({ monitor, channel, event, status }: AlertsChoice): AlertFilter {
  return {
    ...(monitor === '' ? {} : { monitorId: monitor }),
    ...(channel === '' ? {} : { channelId: channel }),
    ...(event === '' ? {} : { event }),
    ...(status === '' ? {} : { status }),
  };
}
