/** The tray over an engine that a test controls. The test's file mocks `electron`. */
import type { EngineEvent } from '../../../electron/contract/events.ts';
import type { ChannelView, Mute } from '../../../electron/contract/model/alert.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import type { PagePlace } from '../../../electron/contract/page-address.ts';
import { ok, type Result } from '../../../electron/contract/result.ts';
import { speechFor } from '../../../electron/engine/wording/languages.ts';
import { openTray } from '../../../electron/main/tray/tray.ts';
import { Tray } from '../../support/fake-electron.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { monitor, overview } from './overviews.ts';

/** An engine whose overview and events the test controls. */
export function fakeSource(first: Overview) {
  const mutes: Mute[] = [];
  const channels: ChannelView[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const answers: (() => Promise<Result<Overview>>)[] = [];
  return {
    listeners,
    answers,
    mutes,
    channels,
    emit: (event: EngineEvent) => listeners.forEach((listener) => listener(event)),
    api: {
      overview: { get: () => answers.shift()?.() ?? Promise.resolve(ok(first)) },
      mutes: { list: () => Promise.resolve(ok(mutes.slice())) },
      channels: { list: () => Promise.resolve(ok(channels.slice())) },
    },
    on: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function show(source: ReturnType<typeof fakeSource>, platform: NodeJS.Platform = 'linux') {
  const clock = manualClock();
  const logger = recordedLog();
  const opened: (PagePlace | undefined)[] = [];
  const did: string[] = [];
  const open = (place?: PagePlace): void => void opened.push(place);
  const actions = { open, quit: () => void did.push('quit'), checkForUpdates: null };
  const shown = openTray({ iconDirectory: '/icons', platform, clock, logger, speech: speechFor('en-GB'), actions });
  const note = (what: string) => (): void => void did.push(what);
  const all = {
    checkAll: note('check'),
    muteAll: note('mute'),
    unmuteAll: note('unmute'),
    pauseAll: note('pause'),
    resumeAll: note('resume'),
  };
  const one = {
    checkNow: note('check one'),
    mute: note('mute one'),
    unmute: note('unmute one'),
    acknowledge: note('acknowledge'),
    openUrl: note('open a URL'),
  };
  const following = shown.follow(source, all, one).then(() => shown.close);
  return { clock, logger, opened, did, shown, closing: following };
}

export function tray(): Tray {
  const made = Tray.made.at(-1);
  if (made === undefined) throw new Error('there is no tray');
  return made;
}

export const up = overview('up', [monitor('a', 'up')]);
export const down = overview('down', [monitor('a', 'down')]);

export function turnTo(source: ReturnType<typeof fakeSource>, to: Overview): void {
  for (const one of to.monitors) source.emit({ type: 'monitor', monitor: one });
  const { monitors: _, ...summary } = to;
  source.emit({ type: 'overview', overview: summary });
}
