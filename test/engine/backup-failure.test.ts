/** The folder of the backups cannot be used: a notice says so, and Vigilmon keeps running. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WordedNotice } from '../../electron/contract/notices.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

test('a daily backup that cannot be written is a notice until one is written', async () => {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, 'backups'), 'a file in the way');
  const clock = manualClock();
  const engine = await openTestEngine({ directory, clock });
  onTestFinished(() => engine.stop());
  const notices = async () => valueOf(await engine.api.system.info(undefined)).notices;
  const noticed = (is: (notices: readonly WordedNotice[]) => boolean) =>
    new Promise<void>((resolve) => {
      const cancel = engine.on(({ type }) => {
        if (type !== 'system') return;
        void notices().then((now) => {
          if (!is(now)) return;
          cancel();
          resolve();
        });
      });
    });

  engine.start();
  const failed = noticed((now) => now.length === 1);
  await clock.advance(10 * 60_000);
  await failed;
  expect(await notices()).toMatchObject([
    {
      code: 'backup-failed',
      severity: 'warning',
      facts: { reason: { code: 'store', facts: { trouble: 'readonly' } } },
      message: expect.stringContaining(
        "The daily backup of Vigilmon's data failed: the data directory is not writable",
      ) as unknown,
    },
  ]);

  await clock.advance(5 * 3_600_000);
  const failures = () => engine.log.filter(({ message }) => message.startsWith('the daily backup failed'));
  expect(failures()).toHaveLength(1);

  rmSync(join(directory, 'backups'));
  const mended = noticed((now) => now.length === 0);
  await clock.advance(2 * 3_600_000);
  await mended;
  expect(failures()).toHaveLength(1);
});
