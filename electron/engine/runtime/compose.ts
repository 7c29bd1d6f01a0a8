/**
 * Composes the engine in the order in which a check passes through it: the supervisor finds what is due, probes it and
 * turns the verdict into a step; the recorder writes the step and its alerts in one transaction; notifications deliver
 * the alerts. Each part knows the next only as a callback, and events announce changes.
 */
import { openCalls } from '../api/calls.ts';
import { exclusively } from '../api/context.ts';
import { createFromPing } from '../api/monitor-changes.ts';
import { wordedEvent } from '../api/worded.ts';
import type { Engine, EngineOptions, Spoken } from '../engine.ts';
import { openSlugPings } from '../kinds/heartbeat/slug-pings.ts';
import { nodeLookup } from '../lookups/node-lookup.ts';
import { openLookups, type Lookups } from '../lookups/lookups.ts';
import { openBudgets, type Budgets } from '../locations/budgets.ts';
import { openDependencyReview, type DependencyReview } from '../dependencies/reviewing.ts';
import { openRecorder, type Recorder } from '../incidents/recorder.ts';
import { openMetrics } from '../metrics/metrics.ts';
import type { RecordingAlarm } from '../recording/recording-alarm.ts';
import { openRecording, type Recording } from '../recording/recording.ts';
import { openMaintaining, type Maintaining } from '../maintenance/maintaining.ts';
import { openNotifications, type Notifications, type NotificationsOptions } from '../notifications/notifications.ts';
import type { OpenedStore } from '../store/database.ts';
import { refusedBy } from '../store/store-error.ts';
import type { Logger } from '../ports.ts';
import { openPlaceLists } from '../locations/place-lists.ts';
import { annotateStart } from './annotate-start.ts';
import { openElsewhereRecord } from './elsewhere-record.ts';
import { eventSource, type EventSource } from './events.ts';
import { openExamining, type Examining } from './examining.ts';
import { followCoverage } from './coverage.ts';
import { reportFailingChannels } from './failing-channels.ts';
import { loadMemory, type Memory } from './memory.ts';
import { openFlapReview, type FlapReview } from './flap-review.ts';
import { openPower, type Power } from './power.ts';
import { cannotRecord, openRecordingReports } from './recording-reports.ts';
import { openSettingsCell, type SettingsCell } from './settings-cell.ts';
import { openSystemStatus, type SystemStatus } from './system-status.ts';
import { reportUnreadableSecrets } from './unreadable-secrets.ts';
import { openUpkeep, type Upkeep } from './upkeep.ts';
import { openSupervisor, type Supervisor, type SupervisorOptions } from './supervisor.ts';
import { acceptedWording, type Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';

export interface ComposeOptions extends EngineOptions {
  /** For messages. */
  readonly speech: Speech;
  /** For responses and the window. */
  readonly wording: Wording;
}

/** Shared by all parts. */
interface Base extends ComposeOptions, EventSource, Memory {
  /** For changes by the user. */
  readonly store: OpenedStore;
  readonly recording: Recording;
  readonly status: SystemStatus;
  readonly settings: SettingsCell;
  readonly power: Power;
  readonly lookups: Lookups;
  readonly budgets: Budgets;
}

/** In the order in which a check passes through them. */
interface Parts {
  readonly supervisor: Supervisor;
  readonly recorder: Recorder;
  readonly notifications: Notifications;
  readonly dependencies: DependencyReview;
  readonly flapReview: FlapReview;
  readonly maintaining: Maintaining;
  readonly upkeep: Upkeep;
  readonly recordingAlarm: RecordingAlarm;
  readonly examining: Examining;
}

export async function compose(options: ComposeOptions, store: OpenedStore): Promise<Engine> {
  const base = await openBase(options, store, () => recordingAlarm);
  const recorder = recorderOf(base, () => ({ ...notifications, dependencies, flapReview }));
  const supervisor = supervisorOf(base, {
    recorder,
    elsewhereRecord: openElsewhereRecord({ ...base, recorder }),
    onReturn: () => parts.upkeep.markAlive(),
  });
  const notifications = notificationsOf(base, supervisor, (incident) => dependencies.noteCause(incident));
  const dependencies = dependenciesOf(base, supervisor, notifications);
  const flapReview = openFlapReview({ ...base, observe: supervisor.observe });
  const recordingAlarm = openRecordingReports({ ...base, onAlerts: notifications.outbox.wake });
  const parts = {
    supervisor,
    recorder,
    notifications,
    dependencies,
    flapReview,
    maintaining: openMaintaining({ ...base, maintain: supervisor.maintain }),
    upkeep: upkeepOf(base),
    examining: examiningOf(base),
    recordingAlarm,
  };
  base.on(({ type }) => {
    if (type === 'settings') {
      supervisor.repace();
      notifications.digests.review();
    }
    if (type === 'rules' || type === 'mutes') notifications.reminding.wake();
  });
  followCoverage({ ...base, announce: supervisor.announce });
  return engineOf(base, parts);
}

async function openBase(options: ComposeOptions, opened: OpenedStore, alarm: () => RecordingAlarm): Promise<Base> {
  const { clock, logger, secretBox } = options;
  const events = eventSource(logger);
  const { version, host, dataDirectory } = options;
  const status = openSystemStatus({ version, host, dataDirectory, startedAt: clock.now() }, events.emit);
  for (const notice of opened.notices) status.report(notice.code, notice);
  if (opened.trouble !== null) status.report('store', cannotRecord(opened.trouble));
  const recording = openRecording({
    store: opened,
    clock,
    logger,
    onRefused: (trouble) => alarm().refused(trouble),
    onRecovered: (dropped) => alarm().recovered(dropped),
  });
  const store = recording.durable;
  const memory = await loadMemory(store, { secretBox, logger, nowMs: clock.now() });
  reportUnreadableSecrets({ ...memory, ...events, status });
  reportFailingChannels({ ...memory, ...events, status });
  const settings = openSettingsCell(store, { clock, ...events });
  const power = openPower(settings);
  const lookups = openLookups({ clock, logger, start: options.startLookupHelper });
  const budgets = openBudgets(store.locations.budgets(), keepBudgets(store, logger));
  return { ...options, ...events, ...memory, store, recording, status, settings, power, lookups, budgets };
}

/** One that cannot be kept is read from the service's headers again. */
function keepBudgets({ locations }: OpenedStore, logger: Logger): Parameters<typeof openBudgets>[1] {
  return (account, budget) => {
    try {
      locations.saveBudget(account, budget);
    } catch (error) {
      logger.warn('the budget of a location could not be kept', { error });
    }
  };
}

function supervisorOf(
  base: Base,
  later: Pick<SupervisorOptions, 'recorder' | 'elsewhereRecord' | 'onReturn'>,
): Supervisor {
  const { settings, power, recording } = base;
  const { pings } = recording.journaled;
  return openSupervisor({
    ...base,
    ...later,
    limits: settings.current,
    anchors: () => settings.current().anchors,
    isStretched: power.isStretched,
    runStartedAt: ({ key }, runId) => pings.runStartedAt(key, runId),
    pingsFrom: ({ key }, atMs) => pings.from(key, atMs),
    settled: recording.settled,
  });
}

function recorderOf(base: Base, later: () => Pick<Parts, 'dependencies' | 'flapReview'> & Notifications): Recorder {
  return openRecorder({
    ...base,
    store: base.recording.journaled,
    onAlerts: () => later().outbox.wake(),
    flapAfter: () => base.settings.current().flapAfter,
    onChanged(entry) {
      const { muting, dependencies, flapReview } = later();
      if (entry.muted !== null) muting.review();
      dependencies.changed(entry);
      flapReview.changed(entry);
    },
  });
}

function notificationsOf(
  base: Base,
  { announce, announceOverview, connection }: Supervisor,
  onCaused: NotificationsOptions['onCaused'],
): Notifications {
  const { store: durable, recording, settings, status } = base;
  return openNotifications({
    ...base,
    store: recording.journaled,
    durable,
    announce,
    announceOverview,
    onCaused,
    isOnline: () => connection() === 'online',
    groupWaitMs: () => settings.current().groupWait,
    digestSchedule: () => settings.current().digest,
    backups: durable.backups,
    notices: () => status.read().notices,
    pageUrl: status.pageUrl,
    lookup: nodeLookup(base.lookups),
  });
}

function dependenciesOf(base: Base, supervisor: Supervisor, { outbox }: Notifications): DependencyReview {
  return openDependencyReview({
    ...base,
    store: base.recording.journaled,
    announce: supervisor.announce,
    check: supervisor.checkNow,
    onAlerts: outbox.wake,
  });
}

function upkeepOf(base: Base): Upkeep {
  const { store, recording, status } = base;
  return openUpkeep({
    ...base,
    isRefused: recording.isRefused,
    backup: store.backupDaily,
    onBackup(error) {
      const failed = { code: 'backup-failed', facts: { reason: refusedBy(error).error.reason } } as const;
      status.report('backup', error === null ? null : failed);
    },
  });
}

function examiningOf(base: Base): Examining {
  return openExamining({ ...base, onDamage: () => base.status.report('damage', { code: 'damage-found', facts: {} }) });
}

/** One of each language, made when it is first asked for. */
function speakingOf({ wording, wordings }: Base, speak: (wording: Wording) => Spoken): Engine['speaking'] {
  const spoken = new Map<Wording, Spoken>();
  return (acceptLanguage) => {
    const asked = acceptLanguage === undefined ? null : acceptedWording(acceptLanguage, wordings);
    const language = asked ?? wording;
    const made = spoken.get(language) ?? speak(language);
    spoken.set(language, made);
    return made;
  };
}

function engineOf(base: Base, parts: Parts): Engine {
  const { store, recording, status, power, on, lookups, hostControls = null, computer = null } = base;
  const {
    supervisor,
    recorder,
    notifications,
    dependencies,
    maintaining,
    flapReview,
    upkeep,
    examining,
    recordingAlarm,
  } = parts;
  const { muting, outbox, digests } = notifications;
  const lasting = [dependencies, maintaining, flapReview, upkeep, examining];
  const context = {
    ...base,
    supervisor,
    recorder,
    muting,
    outbox,
    digests,
    dependencies,
    placeLists: openPlaceLists(base),
    maintaining,
    hostControls,
    computer,
    pageUrl: status.pageUrl,
    exclusive: exclusively(),
  };
  const speaking = speakingOf(base, (asked) => ({
    wording: asked,
    api: openCalls({ ...context, wording: asked }, status),
    on: (listener) => on((event) => listener(wordedEvent(event, asked))),
  }));
  return {
    ...speaking(undefined),
    host: base.host,
    speaking,
    sleep: supervisor.sleep,
    wake: supervisor.wake,
    setOnBattery(isOnBattery) {
      if (power.setOnBattery(isOnBattery)) supervisor.repace();
    },
    receivePing: supervisor.receivePing,
    metrics: openMetrics({ ...base, ...supervisor }),
    receiveSlugPing: openSlugPings({
      ...context,
      isKey: context.pingKey.matches,
      mayCreate: () => context.settings.current().createFromPings,
      create: (id, name) => createFromPing(context, id, name),
      receive: supervisor.receivePing,
    }),
    reportListener: status.setListener,
    reportNotice: status.report,
    announceHost: () => base.emit({ type: 'system' }),
    start() {
      const aliveAt = store.settings.aliveAt();
      annotateStart(base, aliveAt);
      supervisor.start(aliveAt);
      notifications.start();
      for (const each of lasting) each.start();
    },
    flush: recorder.flush,
    async stop() {
      for (const each of lasting.toReversed()) each.stop();
      const stopping = [supervisor.stop(), notifications.stop()];
      lookups.stop();
      await Promise.all(stopping);
      recordingAlarm.stop();
      recorder.flush();
      recording.stop();
      store.close();
    },
  };
}
