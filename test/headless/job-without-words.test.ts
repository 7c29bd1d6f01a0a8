import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { runMonitored } from '../../electron/headless/cli/run/run-job.ts';
import { prepareJobOutput } from '../../electron/headless/cli/run/job-output.ts';
import { readRunOptions } from '../../electron/headless/cli/run/run-options.ts';
import { tempDirectory } from '../support/temp-directory.ts';

test('a job ends with its own code, and reports it, also where the words about it are gone', async () => {
  const asked: (readonly [path: string, body: string])[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push([(request.url ?? '').replace(/\?.*/u, ''), body]);
      response.end('OK');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const code = await runMonitored(
    {
      target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/job`,
      dataDirectory: tempDirectory(onTestFinished),
      command: ['/no/such/program'],
      // Time enough for a busy computer.
      options: readRunOptions({ message: 'nightly', 'no-start': true, retries: '5' }).options,
      mistake: ({ mistakes }) => mistakes.timeout,
    },
    {
      openOutput: prepareJobOutput(true),
      isInteractive: true,
      openTerminal: () => Promise.resolve(null),
      deliverLater: () => undefined,
    },
  );
  expect(code).toBe(127);
  expect(asked).toEqual([['/job/127', 'nightly\n']]);
});
