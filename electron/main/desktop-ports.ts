/** What the desktop supplies to the engine: its key store and its notifications, each with a fallback. */
import type { Engine } from '../engine/engine.ts';
import type { Clock, Logger, Randomness, SecretBox } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import { keyFileSecretBox } from '../host/key-file-secret-box.ts';
import { createNodeNotifier } from '../host/node-notifier.ts';
import { createBusNotifier } from './linux/bus-notifier.ts';
import type { SessionBus } from './linux/session-bus.ts';
import { createElectronNotifier } from './notifications/electron-notifier.ts';
import { withFallback } from './notifications/fallback.ts';
import type { DesktopNotifier, OnAction } from './notifications/notifier.ts';
import { openShownNotifications } from './notifications/shown-notifications.ts';
import { openSecretBox } from './secret-box.ts';

export interface DesktopPortsOptions {
  readonly dataDirectory: string;
  readonly platform: NodeJS.Platform;
  /** Linux; null: there is none. */
  readonly bus: Promise<SessionBus | null>;
  readonly notificationIcon: string;
  readonly speech: Pick<Speech, 'wording'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly randomness: Randomness;
  /** A notification or one of its buttons was clicked. */
  readonly onAction: OnAction;
}

export interface DesktopPorts {
  readonly ports: { readonly secretBox: SecretBox; readonly nativeNotifier: DesktopNotifier };
  /** From then on fallbacks in use are reported to the engine. */
  readonly reportTo: (engine: Pick<Engine, 'reportNotice'>) => void;
}

/** Requires the application to be ready. */
export async function openDesktopPorts(options: DesktopPortsOptions): Promise<DesktopPorts> {
  const { dataDirectory, randomness } = options;
  const keyFileBox = keyFileSecretBox(dataDirectory, randomness);
  const { box: secretBox, notice } = await openSecretBox({ ...options, keyFileBox });
  let report: Engine['reportNotice'] = () => undefined;
  const nativeNotifier = withFallback(notifierOf(options), createNodeNotifier(), (fallback) =>
    report('notifications', fallback),
  );
  return {
    ports: { secretBox, nativeNotifier },
    reportTo(engine) {
      report = engine.reportNotice;
      report('key-store', notice);
    },
  };
}

function notifierOf(options: DesktopPortsOptions): DesktopNotifier {
  const { dataDirectory, platform, bus, notificationIcon, speech, logger } = options;
  const shown = openShownNotifications(dataDirectory, logger);
  const common = { ...options, shown, buttons: speech.wording.desktop.notificationActions };
  if (platform !== 'linux') return createElectronNotifier(common);
  return createBusNotifier({ ...common, opening: bus, icon: notificationIcon });
}
