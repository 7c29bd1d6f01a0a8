import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isDischarging } from '../../electron/host/battery.ts';
import { tempDirectory } from '../support/temp-directory.ts';

/** As the kernel lays it out: a folder per supply, a file per property. */
function supplies(all: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const directory = tempDirectory(onTestFinished);
  for (const [supply, properties] of Object.entries(all)) {
    mkdirSync(join(directory, supply));
    for (const [name, value] of Object.entries(properties)) writeFileSync(join(directory, supply, name), `${value}\n`);
  }
  return directory;
}

test('an unplugged laptop runs on battery', () => {
  const unplugged = { AC: { type: 'Mains', online: '0' }, BAT0: { type: 'Battery', status: 'Discharging' } };
  expect(isDischarging(supplies(unplugged))).toBe(true);
});

test.each(['Charging', 'Full', 'Not charging', 'Unknown'])(
  'a battery that is %j does not count as running on battery',
  (status) => {
    expect(isDischarging(supplies({ BAT0: { type: 'Battery', status } }))).toBe(false);
  },
);

test('one discharging battery of two is enough', () => {
  const two = { BAT0: { type: 'Battery', status: 'Full' }, BAT1: { type: 'Battery', status: 'Discharging' } };
  expect(isDischarging(supplies(two))).toBe(true);
});

test("a mouse's battery does not count", () => {
  const mouse = { hidpp_battery_0: { type: 'Battery', scope: 'Device', status: 'Discharging' } };
  expect(isDischarging(supplies(mouse))).toBe(false);
});

test('a computer without power supply information is not on battery', () => {
  expect(isDischarging(supplies({}))).toBe(false);
  expect(isDischarging('/nonexistent/power_supply')).toBe(false);
});
