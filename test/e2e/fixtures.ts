/** What every end-to-end test starts from: a directory of its own, hosts that end with the test, and real receivers. */
import { join } from 'node:path';
import { test as base } from 'playwright/test';
import { startHost, type HeadlessHost, type HostOptions } from '../support/headless-host.ts';
import { openHealthService, type HealthService } from '../support/health-service.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

export interface Fixtures {
  readonly directory: string;
  /** Starts a host on `directory`/data; any that is still running at the end of the test is killed. */
  readonly launch: (options?: Omit<HostOptions, 'dataDirectory'>) => Promise<HeadlessHost>;
  readonly service: HealthService;
  readonly slack: WebhookReceiver;
  readonly mail: SmtpReceiver;
}

/* eslint-disable no-empty-pattern -- Playwright reads off the pattern which other fixtures a fixture needs. */
export const test = base.extend<Fixtures>({
  directory: async ({}, use) => {
    const directory = createTempDirectory();
    await use(directory.path);
    directory.remove();
  },
  launch: async ({ directory }, use) => {
    const hosts: HeadlessHost[] = [];
    await use(async (options = {}) => {
      const host = await startHost({ ...options, dataDirectory: join(directory, 'data') });
      hosts.push(host);
      return host;
    });
    await Promise.all(hosts.map((host) => host.kill()));
  },
  service: async ({}, use) => {
    const service = await openHealthService();
    await use(service);
    await service.close();
  },
  slack: async ({}, use) => {
    const slack = await openWebhookReceiver();
    await use(slack);
    await slack.close();
  },
  mail: async ({}, use) => {
    const mail = await openSmtpReceiver();
    await use(mail);
    await mail.close();
  },
});
/* eslint-enable no-empty-pattern */
