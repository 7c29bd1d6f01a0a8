/**
 * The tray icon, shown before anything else. Its contents are computed a moment after a change, so that related events
 * are shown together and a burst costs little, and are set only if they differ. On Linux the menu is always set,
 * because many panels show nothing without one, and set again after every change, because they keep the one they were
 * given. On macOS the number of monitors that are down stands beside the icon.
 */
import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Cancel, Clock, Logger } from '../../engine/ports.ts';
import type { Speech } from '../../engine/wording/languages.ts';
import { trayIconFile, trayPicture, type TrayPicture } from './icon.ts';
import { followState, type StateSource, type TrayState } from './live-state.ts';
import { statelessMenu, trayMenu, type MonitorActions, type OneMonitorActions, type WindowActions } from './menu.ts';
import { noTaskbar, openTaskbar, type TaskbarLook } from './taskbar.ts';
import { throttle } from './throttle.ts';
import { attentionTexts, countText, trayTooltip } from './wording.ts';

interface TrayOptions {
  readonly iconDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly actions: WindowActions;
}

export interface AppTray {
  /** Shows the state of this engine from now on. */
  readonly follow: (source: StateSource, all: MonitorActions, one: OneMonitorActions) => Promise<void>;
  /** To a panel that was not there before. */
  readonly offerAgain: () => void;
  /** Removes the icon. */
  readonly close: Cancel;
}

const pauseMs = 250;
/** So that `down since 23:50` gets its day soon after midnight. */
const refreshMs = 600_000;

export function openTray({ iconDirectory, platform, clock, logger, speech, actions }: TrayOptions): AppTray {
  // macOS itself opens the menu on a click.
  const onClick = platform === 'darwin' ? () => undefined : () => actions.open();
  const fileOf = (picture: TrayPicture): string => trayIconFile(iconDirectory, picture, platform);
  const panel = putIntoPanel(fileOf, onClick);
  const taskbar = platform === 'win32' ? openTaskbar(fileOf, logger) : noTaskbar;
  const { starting, unavailable } = speech.wording.tray;
  const show = (look: Look): void => {
    panel.show(look);
    taskbar.show(look);
  };
  const showStateless = (why: string): void =>
    show({ ...blank, tooltip: why, menu: statelessMenu(why, speech, actions) });
  showStateless(starting);
  let stop: Cancel = () => undefined;

  async function follow(source: StateSource, all: MonitorActions, one: OneMonitorActions): Promise<void> {
    let latest: TrayState | null = null;
    let cancelRefresh: Cancel = () => undefined;
    const update = (): void => {
      if (latest === null) return;
      show(lookOf(latest));
      cancelRefresh();
      cancelRefresh = clock.setTimer(refreshMs, update);
    };
    const lookOf = (state: TrayState): Look => {
      const { overview } = state;
      const menu = { ...state, ...speech, nowMs: clock.now() };
      return {
        picture: trayPicture(overview),
        count: platform === 'darwin' ? countText(overview, speech) : '',
        tooltip: trayTooltip(overview, menu),
        menu: trayMenu(menu, { ...actions, ...all, ...one }),
        attention: attentionTexts(overview, menu),
      };
    };
    const updates = throttle(clock, pauseMs, update);
    const stopFollowing = await followState(source, {
      onChange: (state) => {
        latest = state;
        updates.request();
      },
      onError: ({ code, message }) => {
        logger.error('the tray cannot show the state', { code, message });
        showStateless(unavailable);
      },
    });
    update();
    stop = () => {
      stopFollowing();
      updates.cancel();
      cancelRefresh();
    };
  }

  return {
    follow,
    offerAgain: panel.offerAgain,
    close: () => {
      stop();
      panel.close();
    },
  };
}

interface Look extends TaskbarLook {
  /** Beside the icon. */
  readonly count: string;
  readonly menu: MenuItemConstructorOptions[];
}

const blank: Look = { picture: 'unknown', count: '', tooltip: '', menu: [], attention: [] };

interface Panel {
  readonly show: (look: Look) => void;
  readonly offerAgain: () => void;
  readonly close: Cancel;
}

function putIntoPanel(fileOf: (picture: TrayPicture) => string, onClick: () => void): Panel {
  let shown = blank;
  let menuText = '';
  let tray = offer();
  let isClosed = false;

  function offer(): Tray {
    const offered = new Tray(fileOf(shown.picture));
    offered.on('click', onClick);
    return offered;
  }

  return {
    show: (look) => {
      const { picture, count, tooltip, menu } = look;
      if (picture !== shown.picture) tray.setImage(fileOf(picture));
      if (count !== shown.count) tray.setTitle(count, { fontType: 'monospacedDigit' });
      if (tooltip !== shown.tooltip) tray.setToolTip(tooltip);
      // Compared by wording: the actions never change.
      const text = JSON.stringify(menu);
      if (text !== menuText) tray.setContextMenu(Menu.buildFromTemplate(menu));
      shown = look;
      menuText = text;
    },
    offerAgain: () => {
      if (isClosed) return;
      tray.destroy();
      tray = offer();
      tray.setToolTip(shown.tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(shown.menu));
    },
    close: () => {
      isClosed = true;
      tray.destroy();
    },
  };
}
