import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isDischarging } from '../../electron/host/battery.ts';
import { tempDirectory } from '../support/temp-directory.ts';

/** As the kernel lays it out: a folder for each supply, a file for each property. */
function supplies(all: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const directory = tempDirectory(onTestFinished);
  for (const [supply, properties] of Object.entries(all)) {
    mkdirSync(join(directory, supply));
    for (const [name, value] of Object.entries(properties)) writeFileSync(join(directory, supply, name), `${value}\n`);
  }
  return directory;
}

test('a laptop without its cable runs on its battery', () => {
  const unplugged = { AC: { type: 'Mains', online: '0' }, BAT0: { type: 'Battery', status: 'Discharging' } };
  expect(isDischarging(supplies(unplugged))).toBe(true);
});

test.each(['Charging', 'Full', 'Not charging', 'Unknown'])('a battery that is %j is not what it runs on', (status) => {
  expect(isDischarging(supplies({ BAT0: { type: 'Battery', status } }))).toBe(false);
});

test('of two batteries one is enough', () => {
  const two = { BAT0: { type: 'Battery', status: 'Full' }, BAT1: { type: 'Battery', status: 'Discharging' } };
  expect(isDischarging(supplies(two))).toBe(true);
});

test("a mouse's battery is none of the computer's", () => {
  const mouse = { hidpp_battery_0: { type: 'Battery', scope: 'Device', status: 'Discharging' } };
  expect(isDischarging(supplies(mouse))).toBe(false);
});

test('a computer without any supply to be seen has no battery', () => {
  expect(isDischarging(supplies({}))).toBe(false);
  expect(isDischarging('/nonexistent/power_supply')).toBe(false);
});
