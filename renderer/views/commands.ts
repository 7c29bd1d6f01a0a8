/**
 * Everything the command palette can do, by name. Commands on the current monitor or the selection come first. For any
 * other monitor, type a verb and its name: `pause billing`, `mute shop`.
 */
import { definitionOf, isProbedKind, monitorKinds } from '../../electron/contract/monitors/registry.ts';
import { muteChoicesAt, muteUntil } from '../../electron/contract/mute-choices.ts';
import { themes } from '../../electron/contract/model/program.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { errorMessage } from '../error-text.ts';
import { countTags, sortMonitors, sortOrders } from '../state/list.ts';
import { canWaitForRecovery, standingMutes, type MuteTarget } from '../state/mutes.ts';
import { verbOf, type Command } from '../state/palette.ts';
import { monitorOf, type Route } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import { createMonitorActions, isCheckable } from './monitor-actions.ts';
import { createMuteActions } from './mute-actions.ts';
import { showSection } from './show-section.ts';

export type Offer = Command & { readonly monitor: MonitorSummary | null };

/** Further tags have no commands of their own; they can be muted in Alerts. */
const maxTags = 50;
/** A verb lists the first matches; more are found by typing on. */
const maxMeant = 40;

function offer(id: string, label: string, run: () => void, note = ''): Offer {
  return { id, label, note, run, monitor: null };
}

/** @param query decides whether monitors are offered with a verb. */
export function commandsOf(session: Session, query: string, openHelp: () => void): readonly Offer[] {
  const { list, overview, router } = session;
  const targets = list.targets(monitorOf(router.route));
  const verb = verbOf(query, text.palette.verbs);
  const ids = new Set(targets.map(({ id }) => id));
  const others = verb === null ? [] : list.all.filter(({ id, name }) => !ids.has(id) && verb.fits(name));
  return [
    ...(targets.length === 0 ? [] : aboutMonitors(session, targets)),
    ...others.slice(0, maxMeant).flatMap((monitor) => aboutMonitors(session, [monitor])),
    ...places(session, openHelp),
    ...aboutAll(session),
    ...aboutList(session),
    ...sortMonitors(overview.monitors.values(), 'state').map((monitor): Offer => ({
      id: `monitor-${monitor.id}`,
      label: monitor.name,
      note: `${text.states[monitor.state]} ${isProbedKind(monitor.kind) ? monitor.target : ''} ${monitor.tags.join(' ')}`,
      run: () => router.go({ view: 'monitor', id: monitor.id }),
      monitor,
    })),
  ];
}

function aboutMonitors(session: Session, monitors: readonly MonitorSummary[]): readonly Offer[] {
  const { router } = session;
  const actions = createMonitorActions(session);
  const [first] = monitors;
  if (first === undefined) return [];
  const name = monitors.length === 1 ? first.name : text.palette.selected(monitors.length);
  const key = monitors.length === 1 ? first.id : 'selected';
  const { palette } = text;
  return [
    ...(monitors.some(isCheckable)
      ? [offer(`check-${key}`, palette.checkNow(name), () => void actions.checkAll(monitors))]
      : []),
    ...pausing(session, monitors, { key, name }),
    ...muting(session, { kind: 'monitors', monitors }, { key, name }),
    ...(monitors.length === 1
      ? [
          offer(`edit-${key}`, palette.edit(name), () => router.go({ view: 'edit-monitor', id: first.id })),
          offer(
            `clone-${key}`,
            palette.clone(name),
            () => router.go({ view: 'new-monitor', kind: first.kind, copyOf: first.id }),
            palette.also.clone,
          ),
          ...(definitionOf(first.kind).hasCommand === true
            ? [offer(`curl-${key}`, palette.copyCommand(name), () => void actions.copyCommand(first))]
            : []),
        ]
      : []),
    offer(`delete-${key}`, palette.delete(name), () => actions.remove(monitors), palette.also.delete),
  ];
}

/** What a command is about. */
interface About {
  readonly key: string;
  readonly name: string;
  /** Other words for it. */
  readonly also?: string;
}

function pausing(session: Session, monitors: readonly MonitorSummary[], about: About): readonly Offer[] {
  const { pause, resume } = createMonitorActions(session);
  const { palette } = text;
  const { key, name, also = '' } = about;
  const running = monitors.filter(({ enabled }) => enabled);
  const paused = monitors.filter(({ enabled }) => !enabled);
  return [
    ...(running.length > 0
      ? [offer(`pause-${key}`, palette.pause(name), () => void pause(running), `${palette.also.pause} ${also}`)]
      : []),
    ...(paused.length > 0
      ? [offer(`resume-${key}`, palette.resume(name), () => void resume(paused), `${palette.also.resume} ${also}`)]
      : []),
  ];
}

function muting(session: Session, target: MuteTarget, { key, name, also = '' }: About): readonly Offer[] {
  const { clear, mute } = createMuteActions(session);
  const words = text.palette.also;
  const { own } = standingMutes(target, session.mutes.data ?? []);
  return [
    ...(own.length > 0
      ? [offer(`unmute-${key}`, text.palette.unmute(name), () => void clear(own), `${words.unmute} ${also}`)]
      : []),
    ...muteChoicesAt(Date.now()).map((choice) =>
      offer(
        `mute-${choice}-${key}`,
        text.palette.mute(name, choice),
        () => void mute(target, muteUntil(choice, Date.now())),
        `${words.mute} ${also}`,
      ),
    ),
    ...(canWaitForRecovery(target)
      ? [
          offer(
            `mute-recovery-${key}`,
            text.palette.muteUntilRecovery(name),
            () => void mute(target, null),
            `${words.mute} ${also}`,
          ),
        ]
      : []),
  ];
}

function places({ router }: Session, openHelp: () => void): readonly Offer[] {
  const { navigation, palette, settings } = text;
  const go = (route: Route) => () => router.go(route);
  const { also } = palette;
  const part = (view: 'alerts' | 'settings', title: string, note = ''): Offer => {
    const show = (): void => {
      router.go({ view });
      showSection(title);
    };
    return offer(`${view}-${title}`, palette.part(navigation[view], title), show, note);
  };
  return [
    ...monitorKinds.map((kind) =>
      offer(
        `new-${kind}`,
        palette.newMonitor[kind],
        go({ view: 'new-monitor', kind, copyOf: null }),
        also.newMonitor[kind],
      ),
    ),
    offer('discovery', text.discovery.title, go({ view: 'discovery' })),
    offer('overview', navigation.overview, go({ view: 'overview' })),
    offer('incidents', navigation.incidents, go({ view: 'incidents' })),
    offer('alerts', navigation.alerts, go({ view: 'alerts' }), also.alerts),
    offer('settings', navigation.settings, go({ view: 'settings' }), also.settings),
    part('alerts', text.channels.title, also.channels),
    part('alerts', text.rules.title),
    part('alerts', text.mutes.title, also.mute),
    part('alerts', text.maintenance.title, also.maintenance),
    part('alerts', text.digest.title, also.digest),
    part('alerts', text.alerts.deliveries),
    part('settings', settings.general, also.general),
    ...[
      settings.keeping,
      settings.listener.title,
      settings.api.title,
      text.locations.title,
      settings.anchors.title,
      settings.backups.title,
    ].map((title) => part('settings', title)),
    part('settings', settings.program, also.program),
    offer('help', text.shortcuts.title, openHelp, also.help),
  ];
}

function aboutAll(session: Session): readonly Offer[] {
  const { api, list, overview, toasts } = session;
  const { checkAll } = createMonitorActions(session);
  const everything = { key: 'all', name: text.palette.everything, also: text.palette.also.everything };
  const backUp = async (): Promise<void> => {
    const answer = await api.system.backup(undefined);
    if (answer.ok) toasts.say(text.palette.backedUp(answer.value.file));
    else toasts.warn(errorMessage(answer.error));
  };
  return [
    ...(list.all.some(isCheckable) ? [offer('check-all', text.palette.checkAll, () => void checkAll(list.all))] : []),
    ...pausing(session, list.all, everything),
    ...muting(session, { kind: 'all' }, everything),
    ...countTags(overview.monitors.values())
      .slice(0, maxTags)
      .flatMap(({ tag }) =>
        muting(session, { kind: 'tags', tags: [tag] }, { key: `tag-${tag}`, name: text.palette.tagged(tag) }),
      ),
    ...themes.map((theme) =>
      offer(`theme-${theme}`, text.palette.theme(text.themes[theme]), () => void setTheme(session, theme)),
    ),
    offer('backup', text.palette.backup, () => void backUp()),
  ];
}

async function setTheme({ api, toasts }: Session, theme: (typeof themes)[number]): Promise<void> {
  const answer = await api.settings.update({ theme });
  if (!answer.ok) toasts.warn(errorMessage(answer.error));
}

function aboutList({ list }: Session): readonly Offer[] {
  const { palette } = text;
  return [
    ...(['down', 'paused', 'uncovered', 'muted'] as const).map((is) =>
      offer(`show-${is}`, palette.show[is], () => (list.search = `is:${is}`)),
    ),
    ...(list.search === '' ? [] : [offer('show-all', palette.showAll, () => (list.search = ''))]),
    ...sortOrders.map((order) =>
      offer(`sort-${order}`, palette.sort(text.sortOrders[order]), () => (list.sort = order)),
    ),
    offer('group', palette.group(list.groupByTag), () => (list.groupByTag = !list.groupByTag)),
  ];
}
