/**
 * The demo as a whole: a temporary data directory with months of history, a service and jobs that are really monitored,
 * receivers that really get the alerts, and an inbox page that shows them. Closing it leaves nothing behind.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Clock, Logger, NativeNotifier } from '../../electron/engine/ports.ts';
import { openSmtpReceiver } from '../../test/support/smtp-receiver.ts';
import { openWebhookReceiver } from '../../test/support/webhook-receiver.ts';
import { furnish } from './furnish.ts';
import { openDemoEngine, startDesktop, startPage } from './hosts.ts';
import { openInbox, type Inbox } from './inbox/inbox.ts';
import { openInboxServer } from './inbox/inbox-server.ts';
import { openJobRunner } from './job-runner.ts';
import { endpoints, forever, type DemoEndpoint } from './endpoints.ts';
import { jobs } from './jobs.ts';
import { startService, type SampleService } from './service-process.ts';
import { openStage } from './stage.ts';
import type { Act, Story } from './story.ts';

export interface DemoOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of history. */
  readonly days: number;
  /** The same seed generates the same history. */
  readonly seed: number;
  /** Ports of the window's page and of the inbox page; 0: any free one. */
  readonly port: number;
  readonly inboxPort: number;
  /** Null: nothing breaks by itself. */
  readonly story: Story | null;
  readonly hasDesktop: boolean;
  /** Replaces the desktop's own if the window is a page. */
  readonly nativeNotifier?: NativeNotifier | undefined;
  /** Electron's binary, to open the desktop application in place of a page. */
  readonly electron: string | null;
}

export interface Demo {
  readonly dataDirectory: string;
  /** Null in the desktop application. */
  readonly windowUrl: string | null;
  readonly inboxUrl: string;
  readonly inbox: Inbox;
  readonly perform: (act: Act) => void;
  /** Resolves when the user quits the desktop application. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

type Undo = () => unknown;

export async function openDemo(options: DemoOptions): Promise<Demo> {
  const undos: Undo[] = [];
  const close = async (): Promise<void> => {
    for (const undo of undos.splice(0).toReversed()) await undo();
  };
  try {
    return { ...(await build(options, undos)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everything that is opened is closed again in reverse order. */
async function build(options: DemoOptions, undos: Undo[]): Promise<Omit<Demo, 'close'>> {
  const { clock, logger } = options;
  const dataDirectory = realpathSync(mkdtempSync(join(tmpdir(), 'vigilmon-demo-')));
  undos.push(() => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 }));
  const engineSocket = engineSocketOf(dataDirectory);
  undos.push(() => rmSync(engineSocket, { force: true }));
  const service = await startService(clock, engineSocket);
  undos.push(service.close);
  const mail = await openSmtpReceiver();
  undos.push(mail.close);
  const slack = await openWebhookReceiver();
  undos.push(slack.close);

  const parts = { dataDirectory, clock, logger, nativeNotifier: options.nativeNotifier };
  const heartbeats = await furnish({
    ...options,
    ...parts,
    service,
    openEngine: () => openDemoEngine(parts),
    smtpPort: mail.port,
    webhookUrl: slack.url,
  });
  await beginPresent(service);
  const { electron, port } = options;
  const host = await (electron === null ? startPage(parts, port) : startDesktop(electron, dataDirectory, port));
  undos.push(host.close);

  const inbox = openInbox({ mail, slack, clock });
  const tokens = new Map(heartbeats.map(({ id, token }) => [id, token]));
  const runner = openJobRunner({ clock, pingUrlOf: (id) => `${host.listenerUrl}/ping/${tokens.get(id) ?? ''}` });
  undos.push(runner.stopAll);
  for (const { input } of jobs) runner.start(input.id);

  const { windowUrl, ended } = host;
  const server = await openInboxServer({ inbox, port: options.inboxPort, windowUrl });
  undos.push(server.close);
  const stage = openStage({ service, runner, clock, story: options.story, onChange: server.showStage });
  undos.push(stage.close);
  server.obey(stage.takeOver);
  return { dataDirectory, windowUrl, inboxUrl: server.url, inbox, perform: stage.takeOver, ended };
}

function engineSocketOf(dataDirectory: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${basename(dataDirectory)}` : `${dataDirectory}.sock`;
}

/** Incidents that started in the past and are still open. */
async function beginPresent(service: SampleService): Promise<void> {
  const lasts = (endpoint: DemoEndpoint, is: 'down' | 'slow') =>
    endpoint.events?.find((event) => event.is === is && event.forMs === forever);
  for (const endpoint of endpoints) {
    const down = lasts(endpoint, 'down');
    if (down?.is === 'down') await service.setFault(endpoint.path, down.fault);
  }
  await service.setSlow(endpoints.filter((endpoint) => lasts(endpoint, 'slow') !== undefined).map(({ path }) => path));
  await service.beginPace();
}
