/**
 * Composes the engine in the order in which a check passes through it: the supervisor finds what is due, probes it and
 * turns the verdict into a step; the recorder writes the step and its alerts in one transaction; notifications deliver
 * the alerts. Each part knows the next only as a callback, and events announce changes.
 */
import type { Engine } from '../engine.ts';
import { nodeLookup } from '../lookups/node-lookup.ts';
import { openDependencyReview, type DependencyReview } from '../dependencies/reviewing.ts';
import { openRecorder, type Recorder } from '../incidents/recorder.ts';
import { openMaintaining } from '../maintenance/maintaining.ts';
import { openNotifications, type Notifications, type NotificationsOptions } from '../notifications/notifications.ts';
import type { OpenedStore } from '../store/database.ts';
import { refusedBy } from '../store/store-error.ts';
import { openElsewhereRecord } from './elsewhere-record.ts';
import { openExamining, type Examining } from './examining.ts';
import { followCoverage } from './coverage.ts';
import { openFlapReview } from './flap-review.ts';
import { openRecordingReports } from './recording-reports.ts';
import { openUpkeep, type Upkeep } from './upkeep.ts';
import { openSupervisor, type Supervisor, type SupervisorOptions } from './supervisor.ts';
import { asEngine, type Parts } from './as-engine.ts';
import { openBase, type Base, type ComposeOptions } from './base.ts';

export async function compose(options: ComposeOptions, store: OpenedStore): Promise<Engine> {
  const base = await openBase(options, store, () => recordingAlarm);
  const recorder = recorderOf(base, () => ({ ...notifications, dependencies, flapReview }));
  const supervisor = supervisorOf(base, {
    recorder,
    elsewhereRecord: openElsewhereRecord({ ...base, store: base.durable, recorder }),
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
  return asEngine(base, parts);
}

function supervisorOf(
  base: Base,
  later: Pick<SupervisorOptions, 'recorder' | 'elsewhereRecord' | 'onReturn'>,
): Supervisor {
  const { settings, power, recording } = base;
  const { pings } = base.store;
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
  const { durable, settings, status } = base;
  return openNotifications({
    ...base,
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
    announce: supervisor.announce,
    check: supervisor.checkNow,
    onAlerts: outbox.wake,
  });
}

function upkeepOf(base: Base): Upkeep {
  const { durable, recording, status } = base;
  return openUpkeep({
    ...base,
    store: durable,
    isRefused: recording.isRefused,
    backup: durable.backupDaily,
    onBackup(error) {
      const failed = { code: 'backup-failed', facts: { reason: refusedBy(error).error.reason } } as const;
      status.report('backup', error === null ? null : failed);
    },
  });
}

function examiningOf(base: Base): Examining {
  const { durable, status } = base;
  const onDamage = (): void => status.report('damage', { code: 'damage-found', facts: {} });
  return openExamining({ ...base, store: durable, onDamage });
}
