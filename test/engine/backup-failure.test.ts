/** The folder of the backups cannot be used: the user is told, and Vigilmon goes on. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

test('a daily backup that cannot be written is told until one can be', async () => {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, 'backups'), 'a file in the way');
  const clock = manualClock();
  const engine = await openTestEngine({ directory, clock });
  onTestFinished(() => engine.stop());
  const warnings = async () => valueOf(await engine.api.system.info(undefined)).warnings;
  const told = (is: (warnings: readonly string[]) => boolean) =>
    new Promise<void>((resolve) => {
      const cancel = engine.on(({ type }) => {
        if (type !== 'system') return;
        void warnings().then((now) => {
          if (!is(now)) return;
          cancel();
          resolve();
        });
      });
    });

  engine.start();
  const failed = told((now) => now.length === 1);
  await clock.advance(10 * 60_000);
  await failed;
  expect(await warnings()).toEqual([
    expect.stringContaining('The daily backup could not be made: the data directory cannot be written to'),
  ]);

  rmSync(join(directory, 'backups'));
  const mended = told((now) => now.length === 0);
  await clock.advance(2 * 3_600_000);
  await mended;
});
