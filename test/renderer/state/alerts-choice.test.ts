import { expect, test } from 'vitest';
import {
  alertsChoiceOf,
  alertsQueryOf,
  askedDeliveries,
  withoutFilter,
} from '../../../renderer/state/alerts-choice.ts';

const query = 'monitor=shop&channel=ops&event=down&status=failed&month=2026-10';

test('what is chosen comes back out of the address', () => {
  expect(alertsQueryOf(alertsChoiceOf(query))).toBe(query);
});

test('an address has only what is not as usual', () => {
  expect(alertsQueryOf(alertsChoiceOf(''))).toBe('');
  expect(alertsQueryOf(alertsChoiceOf('month=&status='))).toBe('');
});

test('what is not known in an address is as usual', () => {
  expect(alertsQueryOf(alertsChoiceOf('event=up&status=lost&month=2026-13&x=1'))).toBe('');
});

test('the call is asked for what is chosen, and for nothing else', () => {
  expect(askedDeliveries(alertsChoiceOf('month=2026-10'))).toEqual({});
  expect(askedDeliveries(alertsChoiceOf(query))).toEqual({
    monitorId: 'shop',
    channelId: 'ops',
    event: 'down',
    status: 'failed',
  });
});

test('without its filter the log shows all, and the calendar stays', () => {
  expect(alertsQueryOf(withoutFilter(alertsChoiceOf(query)))).toBe('month=2026-10');
});
