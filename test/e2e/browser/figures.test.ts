/** What a command measures, in the chart: only where the host was started with `--allow-commands`. */
import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test as inWindow } from './window.ts';

const test = inWindow.extend({
  host: async ({ launch }, use) => use(await launch({ args: ['--allow-commands'] })),
});

test('the figures of a plugin are shown in the chart, one at a time, with their limits', async ({ window, host }) => {
  const output = `DISK OK | 'free space'=17GB;10;5 inodes=93%`;
  const command = [process.execPath, '-e', `console.log(${JSON.stringify(output)})`];
  await valueOf(host.api.monitors.create({ kind: 'command', name: 'Disk', command }));
  await window.monitor('Disk', 'up').click();
  const monitor = new MonitorView(window.page);
  await expect(monitor.chart).toBeVisible();

  await monitor.chooseFigure('free space');
  await expect(monitor.figureChart(/^Chart\. Latest 17\s?GB/)).toBeVisible();
  await expect(monitor.legend).toContainText(/Warning 10\s?GB.*Critical 5\s?GB/);

  await monitor.chooseFigure('inodes');
  await expect(monitor.figureChart(/^Chart\. Latest 93\s?%/)).toBeVisible();
  await expect(monitor.legend).not.toContainText('Warning');
  await monitor.chartTab('times').click();
  await expect(monitor.chart).toBeVisible();
});
