/** The list of monitors, whose search stands in the address of the overview, and follows one that is opened. */
import { createMonitorList, type MonitorList } from './list.svelte.ts';
import { overviewChoiceOf, overviewQueryOf } from './overview-choice.ts';
import type { OverviewStore } from './overview.svelte.ts';
import { monitorOf, withQuery } from './route.ts';
import type { Router } from './router.svelte.ts';

type PageWindow = Pick<Window, 'localStorage'>;

/** For as long as the page lives. */
export function createAddressedList(overview: OverviewStore, router: Router, window: PageWindow): MonitorList {
  const list = createMonitorList(overview, {
    storage: window.localStorage,
    current: () => monitorOf(router.route),
    onsearch: (search) => {
      const { route } = router;
      if (route.view !== 'overview') return;
      const choice = overviewChoiceOf(route.query ?? '');
      router.replace(withQuery({ view: 'overview' }, overviewQueryOf({ ...choice, search })));
    },
  });
  const follow = (): void => {
    const { route } = router;
    if (route.view === 'overview') list.search = overviewChoiceOf(route.query ?? '').search;
  };
  follow();
  router.onArrival(follow);
  return list;
}
