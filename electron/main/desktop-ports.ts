/** What the desktop supplies to the engine: its key store and its notifications, each with a fallback. */
import type { PagePlace } from '../contract/page-address.ts';
import type { Engine } from '../engine/engine.ts';
import type { Clock, Logger, NativeNotifier, Randomness, SecretBox } from '../engine/ports.ts';
import { keyFileSecretBox } from '../host/key-file-secret-box.ts';
import { createNodeNotifier } from '../host/node-notifier.ts';
import { createNativeNotifier } from './native-notifier.ts';
import { openSecretBox } from './secret-box.ts';

export interface DesktopPortsOptions {
  readonly dataDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly randomness: Randomness;
  /** A notification was clicked. */
  readonly open: (place?: PagePlace) => void;
}

export interface DesktopPorts {
  readonly ports: { readonly secretBox: SecretBox; readonly nativeNotifier: NativeNotifier };
  /** From then on fallbacks in use are reported to the engine. */
  readonly reportTo: (engine: Pick<Engine, 'reportNotice'>) => void;
}

/** Requires the application to be ready. */
export async function openDesktopPorts(options: DesktopPortsOptions): Promise<DesktopPorts> {
  const { dataDirectory, randomness, open } = options;
  const keyFileBox = keyFileSecretBox(dataDirectory, randomness);
  const { box: secretBox, notice } = await openSecretBox({ ...options, keyFileBox });
  let report: Engine['reportNotice'] = () => undefined;
  const nativeNotifier = createNativeNotifier({
    ...options,
    fallback: createNodeNotifier(),
    onClick: (monitorId) => open(monitorId === null ? undefined : { view: 'monitor', id: monitorId }),
    onFallback: (fallback) => report('notifications', fallback),
  });
  return {
    ports: { secretBox, nativeNotifier },
    reportTo(engine) {
      report = engine.reportNotice;
      report('key-store', notice);
    },
  };
}
