/** What all parts of the engine share, in the order in which it is opened: store, status, memory, settings. */
import type { EngineOptions } from '../engine.ts';
import { openLookups, type Lookups } from '../lookups/lookups.ts';
import { openBudgets, type Budgets } from '../locations/budgets.ts';
import type { RecordingAlarm } from '../recording/recording-alarm.ts';
import type { JournaledStore } from '../recording/journaled-store.ts';
import { openRecording, type Recording } from '../recording/recording.ts';
import type { OpenedStore } from '../store/database.ts';
import type { Logger } from '../ports.ts';
import { eventSource, type EventSource } from './events.ts';
import { reportFailingChannels } from './failing-channels.ts';
import { loadMemory, type Memory } from './memory.ts';
import { openPower, type Power } from './power.ts';
import { cannotRecord } from './recording-reports.ts';
import { openSettingsCell, type SettingsCell } from './settings-cell.ts';
import { openSystemStatus, type SystemStatus } from './system-status.ts';
import { reportUnreadableSecrets } from './unreadable-secrets.ts';
import type { Speech } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';

export interface ComposeOptions extends EngineOptions {
  /** For messages. */
  readonly speech: Speech;
  /** For responses and the window. */
  readonly wording: Wording;
}

/** Shared by all parts. */
export interface Base extends ComposeOptions, EventSource, Memory {
  /** For what is observed and sent. */
  readonly store: JournaledStore;
  /** For changes by the user, and for what is the store's own. */
  readonly durable: OpenedStore;
  readonly recording: Recording;
  readonly status: SystemStatus;
  readonly settings: SettingsCell;
  readonly power: Power;
  readonly lookups: Lookups;
  readonly budgets: Budgets;
}

export async function openBase(
  options: ComposeOptions,
  opened: OpenedStore,
  alarm: () => RecordingAlarm,
): Promise<Base> {
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
  const { journaled: store, durable } = recording;
  const memory = await loadMemory(durable, { secretBox, logger, nowMs: clock.now() });
  reportUnreadableSecrets({ ...memory, ...events, status });
  reportFailingChannels({ ...memory, ...events, status });
  const settings = openSettingsCell(durable, { clock, ...events });
  const power = openPower(settings);
  const lookups = openLookups({ clock, logger, start: options.startLookupHelper });
  const budgets = openBudgets(durable.locations.budgets(), keepBudgets(durable, logger));
  return { ...options, ...events, ...memory, store, durable, recording, status, settings, power, lookups, budgets };
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
