import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serveFor, vigilmon } from '../support/source-command.ts';
import { tempDirectory } from '../support/temp-directory.ts';

export const withEngine = { timeout: 30_000 };

export const token = 'mailer-token-0123456789';

/** A running Vigilmon with its directory and a file beside it. */
export async function running(yaml: string) {
  const directory = tempDirectory(onTestFinished);
  const data = join(directory, 'data');
  const file = join(directory, 'vigilmon.yaml');
  writeFileSync(file, yaml);
  const served = await serveFor(['--data', data, '--no-ui']);
  return {
    data,
    file,
    served,
    run: (...args: string[]) => vigilmon([...args, '--data', data], { env: { MAILER_TOKEN: token } }),
  };
}

export const heartbeat =
  'monitors:\n  - { id: mailer, kind: heartbeat, name: Mailer, schedule: { every: 5m }, token: "${MAILER_TOKEN}" }\n';
