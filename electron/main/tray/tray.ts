/**
 * The icon in the panel. What it shows is worked out a moment after a change, so that events that belong together are
 * shown together and a storm of them costs little, and is set only where it differs. On Linux a menu is always set, because many panels show nothing without one, and is set anew after every
 * change, because they keep the one that they were given.
 */
import { Menu, Tray } from 'electron';
import type { Overview } from '../../contract/model.ts';
import type { Cancel, Clock, Logger } from '../../engine/ports.ts';
import { trayIconFile } from './icon.ts';
import { followOverview, type OverviewSource } from './live-overview.ts';
import { trayMenu, trayTooltip, type TrayActions } from './menu.ts';
import { throttle } from './throttle.ts';

export interface TrayOptions {
  readonly iconDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly actions: TrayActions;
}

const pauseMs = 250;

/** @returns what takes the icon away again. */
export async function openTray(source: OverviewSource, options: TrayOptions): Promise<Cancel> {
  let latest: Overview | null = null;
  let shown: ShownTray | null = null;
  const update = (): void => {
    if (latest === null) return;
    shown ??= putIntoPanel(latest, options);
    shown.update(latest);
  };
  const updates = throttle(options.clock, pauseMs, update);
  const stopFollowing = await followOverview(source, {
    onChange: (overview) => {
      latest = overview;
      updates.request();
    },
    onError: ({ code, message }) => options.logger.error('the tray cannot show the state', { code, message }),
  });
  update();
  return () => {
    stopFollowing();
    updates.cancel();
    shown?.close();
  };
}

interface ShownTray {
  readonly update: (overview: Overview) => void;
  readonly close: () => void;
}

function putIntoPanel(first: Overview, { iconDirectory, platform, clock, actions }: TrayOptions): ShownTray {
  const iconFor = ({ state }: Overview): string => trayIconFile(iconDirectory, state, platform);
  const tray = new Tray(iconFor(first));
  let icon = iconFor(first);
  let tooltip = '';
  let menuText = '';
  // macOS opens the menu on a click by itself.
  if (platform !== 'darwin') tray.on('click', () => actions.open());

  return {
    update: (overview) => {
      const next = { icon: iconFor(overview), tooltip: trayTooltip(overview) };
      if (next.icon !== icon) tray.setImage(next.icon);
      if (next.tooltip !== tooltip) tray.setToolTip(next.tooltip);
      ({ icon, tooltip } = next);
      const menu = trayMenu(overview, actions, clock.now());
      const text = JSON.stringify(menu);
      if (text !== menuText) tray.setContextMenu(Menu.buildFromTemplate(menu));
      menuText = text;
    },
    close: () => tray.destroy(),
  };
}
