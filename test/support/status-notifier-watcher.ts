/**
 * The panel's side of the tray on Linux: a StatusNotifierWatcher on a session bus, and what a panel can ask of an item
 * that has registered there: its picture, its tooltip and its menu, whose entries can be clicked.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
 */
import { defineInterface, type MessageBus } from 'dbus-native';
import { z } from 'zod';

const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

export interface TrayPicture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. */
  readonly pixels: Uint8Array;
}

interface TrayEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
}

export interface TrayItem {
  /** The largest picture that it offers. */
  readonly picture: () => Promise<TrayPicture>;
  readonly tooltip: () => Promise<string>;
  /** Without separators, as they are now; those of a submenu follow its own. */
  readonly entries: () => Promise<readonly TrayEntry[]>;
  /** Clicks the entry with this label, else the first one whose label begins so. */
  readonly choose: (label: string) => Promise<void>;
  /** The main click on the icon itself. */
  readonly activate: () => void;
}

export interface StatusNotifierWatcher {
  /** The next item that registers. */
  readonly nextItem: () => Promise<TrayItem>;
  /** Whether there is a panel that shows what has registered. */
  readonly setHost: (isThere: boolean) => void;
  readonly close: () => Promise<void>;
}

export async function openStatusNotifierWatcher(
  bus: MessageBus,
  { hasHost = true }: { readonly hasHost?: boolean } = {},
): Promise<StatusNotifierWatcher> {
  let isHostThere = hasHost;
  const registered: string[] = [];
  const waiting: ((item: TrayItem) => void)[] = [];
  const watcher = defineInterface({
    name: watcherName,
    methods: {
      RegisterStatusNotifierItem: {
        in: { service: 's' },
        handler: ({ service }: { readonly service: string }, { sender }) => {
          // Some give the path of their object here, others a name that they own.
          const isPath = service.startsWith('/');
          const owner = isPath ? (sender ?? '') : service;
          registered.push(service);
          const item = trayItem(bus, owner, isPath ? service : '/StatusNotifierItem');
          for (const resolve of waiting.splice(0)) resolve(item);
        },
      },
      RegisterStatusNotifierHost: { in: { service: 's' }, handler: () => undefined },
    },
    properties: {
      RegisteredStatusNotifierItems: { type: 'as', access: 'read', get: () => registered },
      IsStatusNotifierHostRegistered: { type: 'b', access: 'read', get: () => isHostThere },
      ProtocolVersion: { type: 'i', access: 'read', get: () => 0 },
    },
    signals: {
      StatusNotifierItemRegistered: { args: { service: 's' } },
      StatusNotifierItemUnregistered: { args: { service: 's' } },
      StatusNotifierHostRegistered: {},
      StatusNotifierHostUnregistered: {},
    },
  });
  const exported = await bus.export(watcherPath, watcher);
  const name = await bus.ownName(watcherName);
  return {
    nextItem: () => new Promise((resolve) => waiting.push(resolve)),
    setHost(isThere) {
      isHostThere = isThere;
      bus.sendSignal(watcherPath, watcherName, `StatusNotifierHost${isThere ? 'Registered' : 'Unregistered'}`);
    },
    async close() {
      await name.release();
      await exported.remove();
    },
  };
}

const pixmaps = z.array(z.tuple([z.number(), z.number(), z.instanceof(Uint8Array)]));
const tooltipValue = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);

function trayItem(bus: MessageBus, destination: string, path: string): TrayItem {
  const property = (name: string): PromiseLike<unknown> =>
    bus.invoke<unknown>({
      destination,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [itemInterface, name],
    });
  const entries = async (): Promise<readonly TrayEntry[]> => {
    const menuPath = z.string().parse(await property('Menu'));
    return readMenu(bus, destination, menuPath);
  };
  return {
    entries,
    picture: async () => largest(pixmaps.parse(await property('IconPixmap'))),
    tooltip: async () => {
      const [, , title, text] = tooltipValue.parse(await property('ToolTip'));
      return [title, text].filter((part) => part !== '').join('\n');
    },
    choose: async (label) => {
      const all = await entries();
      const entry = all.find((one) => one.label === label) ?? all.find((one) => one.label.startsWith(label));
      if (entry === undefined) throw new Error(`no entry "${label}" among ${all.map((one) => one.label).join(', ')}`);
      // As panels do, without waiting for an answer: the program may end by it.
      void bus.invoke({
        destination,
        path: z.string().parse(await property('Menu')),
        interface: menuInterface,
        member: 'Event',
        signature: 'isvu',
        body: [entry.id, 'clicked', ['i', 0], 0],
      });
    },
    activate: () => {
      void bus.invoke({
        destination,
        path,
        interface: itemInterface,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      });
    },
  };
}

const layoutNode = z.tuple([z.number(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);
const layoutAnswer = z.tuple([z.number(), layoutNode]);

async function readMenu(bus: MessageBus, destination: string, path: string): Promise<readonly TrayEntry[]> {
  const answer: unknown = await bus.invoke<unknown>({
    destination,
    path,
    interface: menuInterface,
    member: 'GetLayout',
    signature: 'iias',
    body: [0, -1, []],
  });
  const [, [, , children]] = layoutAnswer.parse(answer);
  return entriesIn(children);
}

function entriesIn(nodes: readonly unknown[]): readonly TrayEntry[] {
  return nodes
    .map((node) => layoutNode.parse(node))
    .filter(([, properties]) => properties['type'] !== 'separator')
    .flatMap(([id, properties, children]) => {
      const entry = {
        id,
        // A doubled underscore stands for one; a single one marks a key.
        label: z.string().default('').parse(properties['label']).replace(/__/g, '_'),
        isEnabled: properties['enabled'] !== false,
      };
      return [entry, ...entriesIn(children)];
    });
}

/** On the bus: ARGB in network byte order. */
function largest(pictures: z.output<typeof pixmaps>): TrayPicture {
  const [best] = pictures.toSorted(([a], [b]) => b - a);
  if (best === undefined) throw new Error('the tray item has no picture');
  const [width, height, argb] = best;
  const pixels = new Uint8Array(argb.length);
  for (let at = 0; at < argb.length; at += 4) {
    const [alpha = 0, red = 0, green = 0, blue = 0] = argb.subarray(at, at + 4);
    pixels.set([red, green, blue, alpha], at);
  }
  return { width, height, pixels };
}
