/** Composition of the engine: everything that a host (Electron, headless) needs to run one. */
import type { Api } from '../contract/calls.ts';
import type { EngineEvent } from '../contract/events.ts';
import type { Settings } from '../contract/model/program.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { openAlertConfig } from './notifications/alert-config.ts';
import { openMuteList } from './notifications/mute-list.ts';
import { openOutbox } from './notifications/queue/outbox.ts';
import { sendThrough } from './notifications/channels/registry.ts';
import { openCalls } from './api/calls.ts';
import { exclusively, type SettingsCell } from './api/context.ts';
import { eventSource, type Emit } from './runtime/events.ts';
import type { AskAnchor } from './network/anchors.ts';
import type { IncomingPing, PingAnswer } from './kinds/heartbeat/incoming.ts';
import type { Cancel, Clock, HostControls, Logger, NativeNotifier, Randomness, SecretBox } from './ports.ts';
import type { ProbeRegistry } from './kinds/registry.ts';
import { secretOpener, type SecretOpener } from './runtime/secrets.ts';
import { openStoreAlarm } from './runtime/store-alarm.ts';
import { openStore, type OpenedStore } from './store/database.ts';
import { openSystemStatus } from './runtime/system-status.ts';
import { brokenWhereUnreadable, tellUnreadableSecrets } from './runtime/unreadable-secrets.ts';
import { fillRegistry } from './runtime/fill-registry.ts';
import { openMuting } from './notifications/muting.ts';
import { openRecorder } from './incidents/recorder.ts';
import { openReminding } from './notifications/reminding.ts';
import { openMonitorRegistry } from './runtime/monitor-registry.ts';
import { openUpkeep } from './runtime/upkeep.ts';
import { openWatcher } from './runtime/watcher.ts';

export interface EngineOptions {
  /** Made with mode 0700 where it is missing. */
  readonly dataDirectory: string;
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly nativeNotifier: NativeNotifier;
  readonly randomness: Randomness;
  /** How an anchor is asked whether this computer is online; by HTTP where absent. */
  readonly askAnchor?: AskAnchor | undefined;
  /** How each kind of monitor is looked at; over the network where absent. */
  readonly probes?: ProbeRegistry | undefined;
  /** Absent: nothing of the host can be set. */
  readonly hostControls?: HostControls | undefined;
}

export interface Engine {
  readonly api: Api;
  /** Begins to probe and to send. Before it, `api` answers but nothing runs. */
  readonly start: () => void;
  /** Ends probes under way, writes what is pending, closes the store and gives the directory back. */
  readonly stop: () => Promise<void>;
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
  /** The computer is about to sleep. */
  readonly sleep: () => void;
  /** The computer has woken up, or its network has changed. Without either, all three are noticed a little later. */
  readonly wake: () => void;
  /** Whether the computer runs on its battery; mains power until the host says otherwise. */
  readonly setOnBattery: (isOnBattery: boolean) => void;
  readonly receivePing: (ping: IncomingPing) => PingAnswer;
  /** What the host's listener came to; shown in `system.info`. */
  readonly reportListener: (listener: { readonly url: string } | { readonly error: string }) => void;
  /** What the host has to tell the user, shown in `system.info`: one warning for each topic; null: the trouble is over. */
  readonly reportWarning: (topic: string, warning: string | null) => void;
}

export type OpenEngine = (options: EngineOptions) => Promise<Result<Engine>>;

export const openEngine: OpenEngine = async (options) => {
  const opened = await openStore({
    directory: options.dataDirectory,
    nowMs: options.clock.now(),
    logger: options.logger,
  });
  if (!opened.ok) return opened;
  try {
    return ok(await compose(options, opened.value));
  } catch (error) {
    opened.value.close();
    options.logger.error('the engine could not be opened', { error });
    return fail('unavailable', 'what is stored cannot be read: the log has the details');
  }
};

async function compose(options: EngineOptions, store: OpenedStore): Promise<Engine> {
  const { clock, logger, secretBox, randomness, nativeNotifier } = options;
  const { emit, on } = eventSource(logger);
  const { version, host, dataDirectory } = options;
  const status = openSystemStatus({ version, host, dataDirectory, startedAt: clock.now() }, emit);
  store.warnings.forEach((warning, index) => {
    status.warn(`store-${String(index)}`, warning);
  });
  const storeAlarm = openStoreAlarm({ status, nativeNotifier, clock, logger });
  const onStoreError = storeAlarm.failed;

  const opener = secretOpener(secretBox, (error) => {
    logger.error('a stored secret cannot be read', { error });
  });
  const alertConfig = openAlertConfig(await openChannels(store, opener, clock.now()), store.rules.all());
  const mutes = openMuteList(store.mutes.all());
  const registry = openMonitorRegistry(alertConfig, mutes);
  await fillRegistry(registry, store, opener);
  tellUnreadableSecrets({ registry, alertConfig, status, on });

  const outbox = openOutbox({
    store,
    alertConfig,
    clock,
    logger,
    findMonitor: registry.find,
    send(channelId, message, signal) {
      const entry = alertConfig.find(channelId);
      if (entry === null) return Promise.resolve({ outcome: 'refused', answer: 'there is no such channel' });
      return sendThrough(entry.channel, message, { clock, nativeNotifier, signal });
    },
    onAlert: (alert) => {
      emit({ type: 'alert', alert });
      reminding.wake();
    },
    onChannelHealth: () => {
      emit({ type: 'channels' });
    },
  });
  const recorder = openRecorder({
    store,
    alertConfig,
    clock,
    logger,
    emit,
    onAlerts: outbox.wake,
    onChanged: ({ muted }) => {
      if (muted !== null) muting.review();
    },
    onStoreError,
    onStoreWorks: storeAlarm.works,
  });
  const reminding = openReminding({
    store,
    registry,
    alertConfig,
    clock,
    logger,
    onAlerts: outbox.wake,
    onStoreError,
  });
  const settings = settingsCell(store, emit);
  let isOnBattery = false;
  const watcher = openWatcher({
    registry,
    recorder,
    clock,
    logger,
    version,
    emit,
    nativeNotifier,
    limits: settings.current,
    anchors: () => settings.current().anchors,
    isStretched: () => isOnBattery && settings.current().stretchOnBattery,
    askAnchor: options.askAnchor,
    probes: options.probes,
    runStartedAt: ({ key }, runId) => store.pings.runStartedAt(key, runId),
    pingsFrom: ({ key }, atMs) => store.pings.from(key, atMs),
  });
  const muting = openMuting({
    store,
    mutes,
    registry,
    alertConfig,
    clock,
    logger,
    emit,
    announce: watcher.announce,
    announceOverview: watcher.announceOverview,
    onAlerts: outbox.wake,
    onStoreError,
  });
  const upkeep = openUpkeep({
    store,
    registry,
    clock,
    logger,
    onStoreError,
    backup: store.backupDaily,
    onBackup: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      status.warn('backup', error === null ? null : `The daily backup could not be made: ${reason}`);
    },
  });
  const api = openCalls(
    {
      store,
      registry,
      alertConfig,
      mutes,
      muting,
      watcher,
      recorder,
      outbox,
      secretBox,
      randomness,
      clock,
      logger,
      emit,
      settings,
      hostControls: options.hostControls ?? null,
      exclusive: exclusively(),
    },
    status,
  );

  on(({ type }) => {
    if (type === 'settings') watcher.repace();
    if (type === 'rules' || type === 'mutes') reminding.wake();
  });

  return {
    api,
    on,
    sleep: watcher.sleep,
    wake: watcher.wake,
    setOnBattery(next) {
      if (next === isOnBattery) return;
      isOnBattery = next;
      watcher.repace();
    },
    receivePing: watcher.receivePing,
    reportListener: status.setListener,
    reportWarning: status.warn,
    start() {
      watcher.start(store.settings.aliveAt());
      muting.start();
      outbox.start();
      reminding.start();
      upkeep.start();
    },
    async stop() {
      upkeep.stop();
      muting.stop();
      reminding.stop();
      await Promise.all([watcher.stop(), outbox.stop()]);
      recorder.flush();
      store.close();
    },
  };
}

async function openChannels(
  store: OpenedStore,
  opener: SecretOpener,
  nowMs: number,
): Promise<Parameters<typeof openAlertConfig>[0]> {
  return Promise.all(
    store.channels.all().map(async ({ channel, health }) => {
      return brokenWhereUnreadable({ channel: await opener.channel(channel), health }, nowMs);
    }),
  );
}

function settingsCell(store: OpenedStore, emit: Emit): SettingsCell {
  let settings: Settings = store.settings.read();
  return {
    current: () => settings,
    write(next) {
      store.settings.write(next);
      return () => {
        settings = next;
        emit({ type: 'settings', settings });
      };
    },
  };
}
