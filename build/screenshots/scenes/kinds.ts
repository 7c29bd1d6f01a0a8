/** A page and an editor of each kind that has no scene of its own. */
import { text } from '../../../renderer/text/text.ts';
import { MonitorView } from '../../../test/e2e/pages/monitor-view.ts';
import { monitorKinds } from '../../../electron/contract/monitors/registry.ts';
import { probes } from '../../demo/probes.ts';
import type { ServiceAddress } from '../../demo/service-address.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

/** Addresses that are never contacted: only the kinds matter. */
const nowhere: ServiceAddress = {
  plain: 'http://127.0.0.1:1',
  secure: 'https://127.0.0.1:1',
  certifiedPort: 1,
  certificate: '',
  mailPort: 1,
  dnsPort: 1,
  engineSocket: '',
};

const names = new Map(probes.map(({ name, input }) => [input(nowhere).kind, name]));

export const kinds: readonly Scene[] = monitorKinds.flatMap((kind): readonly Scene[] => {
  const name = names.get(kind);
  if (name === undefined) return [];
  return [
    { name: `kind-${kind}`, open: (window) => openFound(window, name) },
    {
      name: `kind-${kind}-editor`,
      async open(window) {
        await openFound(window, name);
        await new MonitorView(window.page).edit();
        await window.page.getByRole('region', { name: text.preview.title }).waitFor();
      },
    },
  ];
});

/** The list has only the rows that are visible. */
async function openFound(window: VigilmonWindow, name: string): Promise<void> {
  await window.page.getByRole('searchbox', { name: text.filter.search }).fill(name);
  await window.monitor(name).click();
}
