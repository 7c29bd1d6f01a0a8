/**
 * A whole engine for tests: the real store in a temporary directory, real probes and senders, and a clock, a desktop
 * and a log under the test's hand. What happens is awaited by its events, never by sleeping.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AppError } from '../../electron/contract/result.ts';
import type { EngineEvent } from '../../electron/contract/events.ts';
import type { MonitorState, MonitorSummary } from '../../electron/contract/model/state.ts';
import { openEngine, type Engine } from '../../electron/engine/engine.ts';
import type { AskAnchor } from '../../electron/engine/network/anchors.ts';
import type {
  Clock,
  Computer,
  HostControls,
  Logger,
  NativeNotification,
  SecretBox,
  StartLookupHelper,
} from '../../electron/engine/ports.ts';
import type { ProbeRegistry } from '../../electron/engine/kinds/registry.ts';
import { worded, type Answered } from './worded.ts';
import type { Language } from '../../electron/engine/wording/wording.ts';

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>> | undefined;
}

export interface TestEngine extends Engine {
  readonly notifications: readonly NativeNotification[];
  /** From now on the desktop does not take those for which it answers true; they stand in the list all the same. */
  readonly refuseNotifications: (isRefused: () => boolean) => void;
  readonly log: readonly LogLine[];
  readonly events: readonly EngineEvent[];
  /** Resolves with the first event from now on that fits. */
  readonly until: <T extends EngineEvent['type']>(
    type: T,
    fits: (event: Extract<EngineEvent, { type: T }>) => boolean,
  ) => Promise<Extract<EngineEvent, { type: T }>>;
  /** Resolves when the monitor is in the state, at once where it is already. */
  readonly untilState: (id: string, state: MonitorState) => Promise<MonitorSummary>;
}

export interface TestEngineOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly secretBox?: SecretBox;
  /** By default the internet is there: no test asks it. */
  readonly askAnchor?: AskAnchor;
  /** By default the real ones. */
  readonly probes?: ProbeRegistry;
  /** By default names are looked up in this process. */
  readonly startLookupHelper?: StartLookupHelper;
  /** By default nothing of the host can be set. */
  readonly hostControls?: HostControls;
  /** By default it cannot be searched. */
  readonly computer?: Computer;
  /** By default English, of the languages that come with the program. */
  readonly locale?: string;
  readonly languages?: readonly Language[];
  /** By default notifications wait for no others. */
  readonly groupWait?: number;
}

const key = randomBytes(32);

/** Real encryption, so that a test can look for clear text on the disk; the key lives as long as the test run. */
export const testSecretBox: SecretBox = {
  seal: (secret) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64'));
  },
  open: async (sealed) => {
    const bytes = Buffer.from(await Promise.resolve(sealed), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28)).toString('utf8') + decipher.final('utf8');
  },
};

export async function openTestEngine({
  directory,
  clock,
  secretBox = testSecretBox,
  askAnchor = () => Promise.resolve('reached'),
  probes,
  startLookupHelper,
  hostControls,
  computer,
  locale,
  languages,
  groupWait = 0,
}: TestEngineOptions): Promise<TestEngine> {
  const notifications: NativeNotification[] = [];
  const log: LogLine[] = [];
  const events: EngineEvent[] = [];
  let isRefused = (): boolean => false;
  const opened = await openEngine({
    dataDirectory: directory,
    host: 'headless',
    version: '0.0.0-test',
    clock,
    logger: recordingLogger(log),
    secretBox,
    nativeNotifier: {
      show(notification) {
        notifications.push(notification);
        return isRefused() ? Promise.reject(new Error('the desktop is busy')) : Promise.resolve('shown by the test');
      },
    },
    randomness: { bytes: (count) => randomBytes(count) },
    askAnchor,
    probes,
    startLookupHelper,
    hostControls,
    computer,
    locale,
    languages,
  });
  const engine = valueOf(opened);
  await engine.api.settings.update({ groupWait });
  engine.on((event) => events.push(event));

  const until: TestEngine['until'] = (type, fits) =>
    new Promise((resolve) => {
      const isIt = (event: EngineEvent): event is Extract<EngineEvent, { type: typeof type }> =>
        event.type === type && fits(event as Extract<EngineEvent, { type: typeof type }>);
      const cancel = engine.on((event) => {
        if (!isIt(event)) return;
        cancel();
        resolve(event);
      });
    });

  return {
    ...engine,
    notifications,
    refuseNotifications(next) {
      isRefused = next;
    },
    log,
    events,
    until,
    async untilState(id, state) {
      const coming = until('monitor', ({ monitor }) => monitor.id === id && monitor.state === state);
      const now = valueOf(await engine.api.overview.get(undefined)).monitors.find((monitor) => monitor.id === id);
      return now?.state === state ? now : (await coming).monitor;
    },
  };
}

export function recordingLogger(lines: LogLine[]): Logger {
  const at =
    (level: LogLine['level']): Logger['info'] =>
    (message, context) => {
      lines.push({ level, message, context });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The value of an answer that must have come off well. */
export function valueOf<T>(answered: Answered<T>): T {
  const result = worded(answered);
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.message} ${JSON.stringify(result.error.fields ?? {})}`);
}

/** The error of an answer that must not have. */
export function errorOf(answered: Answered<unknown>): {
  code: string;
  message: string;
  fields: Readonly<Record<string, string>>;
  file?: AppError['file'];
} {
  const result = worded(answered);
  if (!result.ok) return { ...result.error, fields: result.error.fields ?? {} };
  throw new Error('this was expected to fail');
}
