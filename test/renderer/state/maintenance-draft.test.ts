import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../../electron/contract/model/maintenance.ts';
import {
  blankMaintenance,
  maintenanceDraftOf,
  maintenanceInputOf,
  toMaintenanceInput,
} from '../../../renderer/state/maintenance-draft.ts';
import { isChosen } from '../../../renderer/state/scope-draft.ts';
import { ownTimezone } from '../../../renderer/state/timezones.ts';

const covers = { monitors: ['shop'], tags: ['prod'], all: false };
const named = { id: 'patch', name: 'Patch night', covers, source: 'hand' } as const;
const windows = {
  weekly: { ...named, days: ['sun'], from: '22:00', to: '23:00', timezone: 'Europe/Berlin' },
  cron: { ...named, cron: ['0 2 * * 0', '0 3 1 * *'], duration: 7_200_000, timezone: null },
  once: { ...named, from: '2040-05-01T22:00', to: '2040-05-02T02:00', timezone: 'Asia/Tokyo' },
} as const satisfies Record<string, MaintenanceWindow>;

describe('a maintenance draft', () => {
  it('covers the monitors that it is opened for, and else nothing until something is chosen', () => {
    expect(isChosen(blankMaintenance().scope)).toBe(false);
    const now = new Date(2040, 4, 1, 13, 20).getTime();
    expect(blankMaintenance([], null, now)).toMatchObject({
      form: 'now',
      from: '2040-05-01T14:00',
      to: '2040-05-01T15:00',
    });
    expect(
      toMaintenanceInput({ ...blankMaintenance(), scope: { kind: 'all', tags: [], monitors: [] } }).covers,
    ).toEqual({ all: true });
    const chosen = blankMaintenance(['shop', 'billing']);
    expect(toMaintenanceInput(chosen).covers).toEqual({ tags: [], monitors: ['shop', 'billing'] });
    expect(isChosen(chosen.scope)).toBe(true);
    expect(isChosen({ kind: 'tags', tags: [], monitors: [] })).toBe(false);
  });

  it.each([
    { now: '2040-05-02T21:30', day: '2040-05-02T00:00', from: '2040-05-02T22:00', to: '2040-05-02T23:00' },
    { now: '2040-05-02T23:30', day: '2040-05-02T00:00', from: '2040-05-02T23:30', to: '2040-05-03T00:30' },
    { now: '2040-05-02T23:30', day: '2040-05-04T00:00', from: '2040-05-04T22:00', to: '2040-05-04T23:00' },
  ])('on a day begins at the usual time, unless that is over: at $now for $day', ({ now, day, from, to }) => {
    const draft = blankMaintenance([], Date.parse(day), Date.parse(now));
    expect(draft).toMatchObject({ form: 'once', from, to });
  });

  it.each(Object.entries(windows))('of a planned window is that window: %s', (_, window) => {
    const { source: _source, ...given } = window;
    const sent = { ...given, covers: { tags: ['prod'], monitors: ['shop'] } };
    const draft = toMaintenanceInput(maintenanceDraftOf(window));
    // A duration is sent as it is typed.
    expect('cron' in window ? { ...draft, duration: window.duration } : draft).toEqual(sent);
    expect(maintenanceInputOf(window)).toEqual({ ...given, covers });
  });

  it('shows instants as local times of the zone', () => {
    const window = { ...windows.once, from: '2040-05-01T13:00:00Z', to: '2040-05-01T19:00:00+02:00' };
    expect(maintenanceDraftOf(window)).toMatchObject({ from: '2040-05-01T22:00', to: '2040-05-02T02:00' });
    const unzoned = maintenanceDraftOf({ ...window, timezone: null });
    expect(unzoned.weekly.timezone).toBe(ownTimezone);
  });
});
