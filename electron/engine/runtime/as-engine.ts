/** The parts as the one object that a host holds, and the order in which they start and stop. */
import { openCalls } from '../api/calls.ts';
import { exclusively } from '../api/context.ts';
import { createFromPing } from '../api/monitor-changes.ts';
import { wordedEvent } from '../api/worded.ts';
import type { Engine, Spoken } from '../engine.ts';
import { openSlugPings } from '../kinds/heartbeat/slug-pings.ts';
import type { DependencyReview } from '../dependencies/reviewing.ts';
import type { Recorder } from '../incidents/recorder.ts';
import { openMetrics } from '../metrics/metrics.ts';
import type { RecordingAlarm } from '../recording/recording-alarm.ts';
import type { Maintaining } from '../maintenance/maintaining.ts';
import type { Notifications } from '../notifications/notifications.ts';
import { openPlaceLists } from '../locations/place-lists.ts';
import { annotateStart } from './annotate-start.ts';
import type { Examining } from './examining.ts';
import type { FlapReview } from './flap-review.ts';
import type { Upkeep } from './upkeep.ts';
import type { Supervisor } from './supervisor.ts';
import { acceptedLocales, readerOf, speechTo } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import type { Base } from './base.ts';

/** In the order in which a check passes through them. */
export interface Parts {
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

export function asEngine(base: Base, parts: Parts): Engine {
  const { durable, recording, status, power, on, lookups, hostControls = null, computer = null } = base;
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
    store: durable,
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
      const aliveAt = durable.settings.aliveAt();
      annotateStart({ ...base, store: durable }, aliveAt);
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
      durable.close();
    },
  };
}

/** Locales are named by whoever asks: so many are kept. */
const mostSpoken = 20;

/** One for each locale, made when it is first asked for. */
function speakingOf({ speech, languages }: Base, speak: (wording: Wording) => Spoken): Engine['speaking'] {
  const own = speech.wording.locale;
  const spoken = new Map<string, Spoken>();
  return (acceptLanguage = '') => {
    const reader = readerOf([...acceptedLocales(acceptLanguage), own], languages);
    const key = `${reader.language.language} ${reader.locale}`;
    const made = spoken.get(key) ?? speak(speechTo(reader).wording);
    // What was asked for last stands last.
    spoken.delete(key);
    spoken.set(key, made);
    for (const oldest of [...spoken.keys()].slice(0, -mostSpoken)) spoken.delete(oldest);
    return made;
  };
}
