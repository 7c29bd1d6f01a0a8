import { expect, test } from 'vitest';
import type { Route } from '../../../renderer/state/route.ts';
import { createRouter, type Router, type RouterWindow } from '../../../renderer/state/router.svelte.ts';

interface Rig {
  readonly router: Router;
  readonly entries: () => readonly unknown[];
  /** All that were written. */
  readonly urls: readonly string[];
  /** An entry is created from outside, by an address. */
  readonly arrive: () => void;
}

/** A history as browsers have it: entries, and a position among them. */
function rig(state: unknown = null, takeAddress: () => Route | null = () => null): Rig {
  const entries: unknown[] = [state];
  const urls: string[] = [];
  let place = 0;
  let listener: (event: { readonly state: unknown }) => void = () => {};
  const window: RouterWindow = {
    history: {
      get state(): unknown {
        return entries[place];
      },
      get length() {
        return entries.length;
      },
      back: () => {
        place -= 1;
        listener({ state: entries[place] });
      },
      pushState: (next: unknown, _unused: string, url) => {
        urls.push(String(url));
        place += 1;
        entries.splice(place, entries.length, next);
      },
      replaceState: (next: unknown, _unused: string, url) => {
        urls.push(String(url));
        entries[place] = next;
      },
    },
    addEventListener: (_type, added) => {
      listener = added;
    },
    takeAddress,
    urlOf: (route) => route.view,
  };
  const arrive = (): void => {
    place += 1;
    entries.splice(place, entries.length, null);
    listener({ state: null });
  };
  return { router: createRouter(window), entries: () => entries.slice(0, place + 1), urls, arrive };
}

const shop: Route = { view: 'monitor', id: 'shop' };
const settings: Route = { view: 'settings' };

test('a reloaded page shows its previous view', () => {
  expect(rig(shop).router.route).toEqual(shop);
  expect(rig().router.route).toEqual({ view: 'overview' });
});

test('the overview stays as it is when it is asked for as it was left', () => {
  const searched: Route = { view: 'overview', query: 'search=shop' };
  const { router, entries } = rig(searched);
  router.go({ view: 'overview' });
  expect(entries()).toEqual([searched]);
});

test('the address names the view that is shown', () => {
  const { router, urls } = rig();
  router.go(shop);
  router.replace(settings);
  expect(urls).toEqual(['overview', 'monitor', 'settings']);
});

test('navigating adds a history entry, and back returns to the previous one', () => {
  const { router } = rig();
  router.go(shop);
  router.go(settings);
  router.back();
  expect(router.route).toEqual(shop);
});

test('navigating to the current view changes nothing', () => {
  const { router, entries } = rig(shop);
  router.go({ ...shop });
  expect(entries()).toHaveLength(1);
});

test('a replaced view cannot be returned to', () => {
  const { router } = rig();
  router.go({ view: 'new-monitor', kind: 'http', copyOf: null });
  router.replace(shop);
  router.back();
  expect(router.route).toEqual({ view: 'overview' });
});

test('back from a first view without a history leads to the overview', () => {
  const { router } = rig(shop);
  router.back();
  expect(router.route).toEqual({ view: 'overview' });
});

test('a guarded view is left only if it agrees, or later when told to proceed', () => {
  const { router } = rig(shop);
  let proceed = (): void => {};
  router.guard((later) => {
    proceed = later;
    return false;
  });
  router.go(settings);
  expect(router.route).toEqual(shop);
  proceed();
  expect(router.route).toEqual(settings);
});

test('a guarded view also guards the way back', () => {
  const { router, entries } = rig();
  router.go(shop);
  let proceed = (): void => {};
  router.guard((later) => {
    proceed = later;
    return false;
  });
  router.back();
  expect(router.route).toEqual(shop);
  expect(entries().at(-1)).toEqual(shop);
  proceed();
  expect(router.route).toEqual({ view: 'overview' });
  expect(entries().at(-1)).toEqual({ view: 'overview' });
});

test('every guard is asked, the newest first, and each only until it was told to proceed', () => {
  const { router } = rig(shop);
  const asked: string[] = [];
  const later: (() => void)[] = [];
  for (const name of ['view', 'dialog']) {
    router.guard((proceed) => {
      asked.push(name);
      later.push(proceed);
      return false;
    });
  }
  router.go(settings);
  expect(asked).toEqual(['dialog']);
  later.pop()?.();
  expect(asked).toEqual(['dialog', 'view']);
  expect(router.route).toEqual(shop);
  later.pop()?.();
  expect(router.route).toEqual(settings);
});

test('a guard that agrees or was removed does not block the next view', () => {
  const { router } = rig();
  router.guard(() => true);
  router.go(shop);
  router.guard(() => false)();
  router.go(settings);
  expect(router.route).toEqual(settings);
});

test('an address that requests a monitor is followed, at the start and later', () => {
  const asked: Route[] = [{ view: 'monitor', id: 'mailer' }, shop];
  const { router, arrive } = rig(null, () => asked.pop() ?? null);
  expect(router.route).toEqual(shop);
  router.go(settings);
  arrive();
  expect(router.route).toEqual({ view: 'monitor', id: 'mailer' });
  router.back();
  expect(router.route).toEqual(settings);
});

test('who follows where an address leads learns it once the view is left, also after a question', () => {
  const { router, arrive } = rig(null, () => shop);
  const arrivals: Route[] = [];
  router.onArrival(() => arrivals.push(router.route));
  router.go(settings);
  let proceed = (): void => {};
  router.guard((later) => {
    proceed = later;
    return false;
  });
  arrive();
  expect(arrivals).toEqual([]);
  proceed();
  expect(arrivals).toEqual([shop]);
});

test('an address that requests the view that is shown adds no entries in which Back is caught', () => {
  const { router, entries, arrive } = rig(null, () => shop);
  router.go(settings);
  router.go(shop);
  arrive();
  expect(entries()).toEqual([shop, settings, shop, shop]);
  router.back();
  router.back();
  expect(router.route).toEqual(settings);
});

test('a filter that replaces its entry leads nowhere else', () => {
  const { router } = rig();
  router.go(settings);
  router.replace({ view: 'settings', section: 'backups' });
  expect(router.destination).toEqual(settings);
  router.go(shop);
  expect(router.destination).toEqual(shop);
  router.back();
  expect(router.destination).toEqual({ view: 'settings', section: 'backups' });
});
