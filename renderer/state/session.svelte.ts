/** What all views share: the connection and the state that lives as long as the page. Created once, by App. */
import { createContext } from 'svelte';
import { pageAddress } from '../../electron/contract/page-address.ts';
import type { Api } from '../../electron/contract/calls.ts';
import type { ChannelView, Mute } from '../../electron/contract/model/alert.ts';
import type { Settings, SystemInfo } from '../../electron/contract/model/program.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import type { Connection } from '../api.ts';
import { addressOf, routeOfAddress } from './address.ts';
import { createAddressedList } from './addressed-list.ts';
import { createDialogs, type Dialogs } from './dialogs.svelte.ts';
import { createFeed, pageVisibility, type Feed } from './feed.ts';
import { createLayer, type Layer } from './layer.svelte.ts';
import type { MonitorList } from './list.svelte.ts';
import { createNotices, type Notices } from './notices.svelte.ts';
import { createOverviewStore, type OverviewStore } from './overview.svelte.ts';
import { createQuery, type Query } from './query.svelte.ts';
import { createRemovals, type Removals } from './removals.ts';
import { overviewRoute, type Route } from './route.ts';
import { createRouter, type Router } from './router.svelte.ts';
import { createThemeSwitch } from './theme.ts';
import { createToasts, type Toasts } from './toasts.svelte.ts';

export interface Session {
  readonly api: Api;
  readonly feed: Feed;
  readonly overview: OverviewStore;
  readonly list: MonitorList;
  readonly layer: Layer;
  readonly router: Router;
  readonly toasts: Toasts;
  readonly removals: Removals;
  readonly dialogs: Dialogs;
  readonly notices: Notices;
  readonly system: Query<SystemInfo>;
  readonly channels: Query<readonly ChannelView[]>;
  /** Its id, until it is known. */
  readonly channelName: (id: string) => string;
  readonly mutes: Query<readonly Mute[]>;
  readonly settings: Query<Settings>;
  readonly follow: Connection['follow'];
  /** The window is a page in a browser, which may be on another computer. */
  readonly canSignIn: boolean;
}

export const [getSession, setSession] = createContext<Session>();

function delay(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function createSystemQuery(api: Api, feed: Feed, notices: Notices): Session['system'] {
  return createQuery(
    feed,
    async () => {
      const info = await api.system.info(undefined);
      if (info.ok) notices.update(info.value.notices);
      return info;
    },
    (event) => event.type === 'system',
  );
}

interface SessionOptions {
  readonly connection: Connection;
  readonly onStateChange: (monitors: readonly MonitorSummary[]) => void;
}

/** Must be called while the root component is initialized, and ends with it. */
export function createSession({ connection, onStateChange }: SessionOptions): Session {
  const { client, follow, canSignIn } = connection;
  const { api } = client;
  const feed = createFeed(client.subscribe, pageVisibility(document), delay);
  const overview = createOverviewStore({ client, feed, onStateChange, delay });
  const theme = createThemeSwitch(window);
  const removals = createRemovals();
  const notices = createNotices();
  const settings = createQuery(
    feed,
    () => api.settings.get(undefined),
    (event) => event.type === 'settings',
  );
  $effect(() => {
    if (settings.data !== null) theme.set(settings.data.theme);
  });
  // At once: the overview is fetched while the first components are drawn.
  const ends = [feed.start(), overview.start()];
  $effect(() => {
    window.addEventListener('pagehide', removals.finish);
    return () => {
      window.removeEventListener('pagehide', removals.finish);
      for (const end of ends) end();
    };
  });
  const channels = createQuery(
    feed,
    () => api.channels.list(undefined),
    (event) => event.type === 'channels',
  );
  const layer = createLayer();
  const urlOf = (route: Route): string => window.location.pathname + window.location.search + addressOf(route);
  let shown: Router | null = null;
  const router = (shown = createRouter({
    history: window.history,
    addEventListener: (type, listener) => window.addEventListener(type, listener),
    takeAddress: () => {
      const { hash } = window.location;
      const isPalette = hash === pageAddress({ view: 'palette' });
      // What an address that names no view finds, stays.
      if (!isPalette) return routeOfAddress(hash) ?? (hash === '' ? null : (shown?.route ?? null));
      // It lies above the view; Back must not open it again.
      layer.show('palette');
      const route = shown?.route ?? overviewRoute;
      window.history.replaceState(route, '', urlOf(route));
      return route;
    },
    urlOf,
  }));
  return {
    api,
    follow,
    canSignIn,
    feed,
    overview,
    list: createAddressedList(overview, router, window),
    layer,
    router,
    toasts: createToasts({
      delay,
      isHeld: () => document.querySelector('.toasts:hover, .toasts :focus-visible, .drawer') !== null,
    }),
    removals,
    dialogs: createDialogs(),
    settings,
    notices,
    system: createSystemQuery(api, feed, notices),
    channels,
    channelName: (id) => channels.data?.find((channel) => channel.id === id)?.name ?? id,
    mutes: createQuery(
      feed,
      () => api.mutes.list(undefined),
      (event) => event.type === 'mutes',
    ),
  };
}
