/**
 * Everything the command palette can do, by name. Commands on the current monitor or the selection come first, then what
 * needs attention. For any other monitor, type a verb and its name (`pause billing`, `mute shop`), or choose the verb and
 * then the monitor.
 */
import { recogniseAddress } from '../../electron/contract/monitors/recognise.ts';
import { isProbedKind, monitorKinds } from '../../electron/contract/monitors/registry.ts';
import type { Result } from '../../electron/contract/result.ts';
import { muteChoicesAt, muteUntil } from '../../electron/contract/mute-choices.ts';
import { themes } from '../../electron/contract/model/program.ts';
import type { MonitorSummary } from '../../electron/contract/model/state.ts';
import { monitorDefinition } from '../definitions.ts';
import { countTags, isUrgent, sortMonitors, sortOrders } from '../state/list.ts';
import { canWaitForRecovery, standingMutes, type MuteTarget } from '../state/mutes.ts';
import { verbOf, type Command } from '../state/palette.ts';
import type { Route } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text/text.ts';
import { copyLink } from './copy.ts';
import { createMonitorActions, isCheckable, unacknowledged, type MonitorActions } from './monitor-actions.ts';
import { createMuteActions } from './mute-actions.ts';
import { createPauseAll } from './pause-all.ts';
import { goToSection, sections, type SectionedView, type SectionName } from './sections.ts';

export type Offer = Command & {
  readonly monitor: MonitorSummary | null;
  readonly key?: string | undefined;
  /** It only goes somewhere. */
  readonly isPlace?: boolean;
};

/** Of those that need attention. */
const maxUrgent = 5;
/** A verb lists the first matches; more are found by typing on. */
const maxMeant = 40;

function offer(id: string, label: string, run: () => void, note = ''): Offer {
  return { id, label, note, run, monitor: null };
}

interface PaletteState {
  /** Decides whether monitors are offered with a verb. */
  readonly query: string;
  /** The monitor that the palette was opened on. */
  readonly current: string | null;
  readonly openHelp: () => void;
}

export function commandsOf(session: Session, { query, current, openHelp }: PaletteState): readonly Offer[] {
  const { list, overview } = session;
  const targets = list.targets(current);
  const sorted = sortMonitors(overview.monitors.values(), 'state').map((monitor) => visit(session, monitor));
  const [newOne, ...otherKinds] = newMonitors(session);
  const urgent = sorted.filter(({ monitor }) => monitor !== null && isUrgent(monitor.state)).slice(0, maxUrgent);
  return [
    ...aboutMonitors(session, targets, true),
    ...meant(session, query, new Set(targets.map(({ id }) => id))),
    ...urgent,
    ...address(session, query),
    ...(newOne === undefined ? [] : [{ ...newOne, key: text.palette.keys['new'] }]),
    ...aboutAll(session, query),
    ...places(session, openHelp),
    ...otherKinds,
    ...aboutList(session),
    ...sorted.filter((one) => !urgent.includes(one)),
  ];
}

function visit({ router }: Session, monitor: MonitorSummary): Offer {
  const { id, kind, name, state, tags, target } = monitor;
  const note = `${text.states[state]} ${isProbedKind(kind) ? target : ''} ${tags.join(' ')}`;
  return { ...offer(`monitor-${id}`, name, () => router.go({ view: 'monitor', id }), note), monitor };
}

/** With a verb: on the monitors and tags that the words after it can mean. Alone, it offers each monitor once. */
function meant(session: Session, query: string, except: ReadonlySet<string>): readonly Offer[] {
  const verb = verbOf(query, text.palette.verbs);
  if (verb === null) return [];
  const monitors = session.list.all.filter(({ id, name }) => !except.has(id) && verb.fits(name));
  const offers = monitors.slice(0, maxMeant).map((monitor) => aboutMonitors(session, [monitor]));
  const isMeant = ({ label, note }: Offer): boolean =>
    label.toLowerCase().startsWith(verb.verb) || note.split(' ').includes(verb.verb);
  if (verb.isAlone) return offers.flatMap((all) => all.find(isMeant) ?? []);
  const tags = countTags(session.overview.monitors.values()).filter(({ tag }) => verb.fits(tag));
  return [
    ...offers.flat(),
    ...tags
      .slice(0, maxMeant)
      .flatMap(({ tag }) =>
        muting(session, { kind: 'tags', tags: [tag] }, { key: `tag-${tag}`, name: text.palette.tagged(tag) }),
      ),
  ];
}

function newMonitors({ router }: Session): readonly Offer[] {
  const { also, newMonitor } = text.palette;
  return monitorKinds.map((kind) => {
    const go = (): void => router.go({ view: 'new-monitor', kind, copyOf: null });
    return offer(`new-${kind}`, newMonitor(kind), go, `${also.new} ${also.newMonitor[kind]}`);
  });
}

/** What can be done with words that nothing matches: any of them could be a host. */
export function inPlaceOf(session: Session, query: string, all: readonly Offer[]): readonly Offer[] {
  const others = ['new-http', 'help', 'discovery'];
  return [...address(session, query, true), ...all.filter(({ id }) => others.includes(id))];
}

/** What is typed may be something to monitor. */
function address({ router }: Session, query: string, isAnyWord = false): readonly Offer[] {
  const typed = query.trim();
  const kind = recogniseAddress(typed)?.kind;
  if (kind === undefined || (!isAnyWord && !/[\s.:/]/.test(typed))) return [];
  const go = (): void => router.go({ view: 'new-monitor', kind, copyOf: null, address: typed });
  return [offer('new-address', text.palette.monitor(kind, typed), go)];
}

/** @param hasKeys they are current, so that keys apply to them. */
function aboutMonitors(session: Session, monitors: readonly MonitorSummary[], hasKeys = false): readonly Offer[] {
  const { router } = session;
  const actions = createMonitorActions(session);
  const [first] = monitors;
  if (first === undefined) return [];
  const name = monitors.length === 1 ? first.name : text.palette.selected(monitors.length);
  const key = monitors.length === 1 ? first.id : 'selected';
  const { palette } = text;
  const { also } = palette;
  const some = (condition: boolean, ...offers: readonly Offer[]): readonly Offer[] => (condition ? offers : []);
  const all: readonly Offer[] = [
    ...some(
      monitors.some(isCheckable),
      offer(`check-${key}`, palette.checkNow(name), () => void actions.checkAll(monitors), also.check),
    ),
    ...some(
      unacknowledged(monitors).length > 0,
      offer(`acknowledge-${key}`, palette.acknowledge(name), () => void actions.acknowledge(monitors)),
    ),
    ...pausing(session, monitors, { key, name }),
    ...muting(session, { kind: 'monitors', monitors }, { key, name }),
    offer(
      `maintenance-${key}`,
      palette.maintenance(name),
      () => session.dialogs.show({ type: 'maintenance', monitors: monitors.map(({ id }) => id) }),
      also.maintenance,
    ),
    ...some(
      monitors.length === 1,
      offer(`edit-${key}`, palette.edit(name), () => router.go({ view: 'edit-monitor', id: first.id })),
      offer(
        `duplicate-${key}`,
        palette.clone(name),
        () => router.go({ view: 'new-monitor', kind: first.kind, copyOf: first.id }),
        also.clone,
      ),
    ),
    ...some(
      monitors.length === 1 && monitorDefinition(first.kind).hasCommand === true,
      offer(`curl-${key}`, palette.copyCommand(name), () => void actions.copyCommand(first)),
    ),
    offer(`delete-${key}`, palette.delete(name), () => actions.remove(monitors), also.delete),
  ];
  // Those of the current monitor have keys, which are shown beside them.
  return hasKeys ? all.map((one) => ({ ...one, key: palette.keys[one.id.slice(0, one.id.indexOf('-'))] })) : all;
}

/** What a command is about. */
interface About {
  readonly key: string;
  readonly name: string;
  /** Other words for it. */
  readonly also?: string;
  readonly actions?: Pick<MonitorActions, 'pause' | 'resume'>;
}

function pausing(session: Session, monitors: readonly MonitorSummary[], about: About): readonly Offer[] {
  const { palette } = text;
  const { key, name, also = '', actions: { pause, resume } = createMonitorActions(session) } = about;
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
        `${words.mutes} ${also}`,
      ),
    ),
    ...(canWaitForRecovery(target)
      ? [
          offer(
            `mute-recovery-${key}`,
            text.palette.muteUntilRecovery(name),
            () => void mute(target, null),
            `${words.mutes} ${also}`,
          ),
        ]
      : []),
    offer(
      `mute-until-${key}`,
      text.palette.muteUntil(name),
      () => session.dialogs.show({ type: 'mute', target }),
      `${words.mutes} ${also}`,
    ),
  ];
}

const onDesktop: ReadonlySet<string> = new Set<SectionName<'settings'>>(['shortcut', 'updates', 'commandLine']);

function places({ dialogs, router, system }: Session, openHelp: () => void): readonly Offer[] {
  const { navigation, palette } = text;
  const go = (route: Route) => () => router.go(route);
  const { also } = palette;
  const hasDesktop = system.data?.host === 'desktop';
  const notes: Readonly<Record<string, unknown>> = also;
  const parts = (view: SectionedView): readonly Offer[] =>
    Object.entries(sections[view])
      .filter(([name]) => hasDesktop || !onDesktop.has(name))
      .map(([name, title]) => {
        const go = (): void => goToSection(router, view, name as SectionName<SectionedView>);
        return offer(`${view}-${name}`, palette.part(navigation[view], title), go, String(notes[name]));
      });
  return [
    ...(['overview', 'incidents', 'alerts', 'settings'] as const).map((view) =>
      offer(view, navigation[view], go({ view }), also[view]),
    ),
    { ...offer('help', text.shortcuts.title, openHelp, also.help), key: palette.keys['help'] },
    ...parts('alerts'),
    ...parts('settings'),
    ...(['import', 'export'] as const).map((type) =>
      offer(type, text.transfer[type], () => dialogs.show({ type }), also[type]),
    ),
    offer('discovery', text.discovery.title, go({ view: 'discovery' }), also.discovery),
  ].map((one) => ({ ...one, isPlace: true }));
}

function aboutAll(session: Session, query: string): readonly Offer[] {
  const { api, list } = session;
  const { checkAll } = createMonitorActions(session);
  const { palette } = text;
  const everything = { key: 'all', name: palette.everything, also: palette.also.everything };
  const backUp = (): void => report(session, api.system.backup(undefined), ({ file }) => palette.backedUp(file));
  return [
    ...palette.choose
      .filter(([types]) => !query.startsWith(types))
      .map(([types, label, note]) => ({ ...offer(`${types.trim()}-choose`, label, () => undefined, note), types })),
    ...(list.all.some(isCheckable)
      ? [offer('check-all', palette.checkAll, () => void checkAll(list.all), palette.also.check)]
      : []),
    ...pausing(session, list.all, { ...everything, actions: createPauseAll(session) }),
    ...muting(session, { kind: 'all' }, everything),
    ...themes.map((theme) =>
      offer(
        `theme-${theme}`,
        palette.theme(text.themes[theme]),
        () => report(session, api.settings.update({ theme })),
        palette.also.theme,
      ),
    ),
    offer('backup', palette.backup, backUp, text.settings.backups.title),
    offer('link', palette.copyLink, () => copyLink(session, session.router.route), palette.also.link),
  ];
}

/** @param say what is said when it succeeded; absent: it shows by itself. */
function report<T>({ toasts }: Session, answering: Promise<Result<T>>, say?: (value: T) => string): void {
  void answering.then((answer) => {
    if (toasts.check(answer) && say !== undefined) toasts.say(say(answer.value));
  });
}

function aboutList({ list }: Session): readonly Offer[] {
  const { palette } = text;
  return [
    ...(['down', 'paused', 'uncovered', 'muted'] as const).map((is) =>
      offer(`show-${is}`, palette.show[is], () => (list.search = `is:${is}`), palette.also.show),
    ),
    ...(list.search === '' ? [] : [offer('show-all', palette.showAll, () => (list.search = ''))]),
    ...sortOrders.map((order) =>
      offer(`sort-${order}`, palette.sort(text.sortOrders[order]), () => (list.sort = order)),
    ),
    offer('group', palette.group(list.groupByTag), () => (list.groupByTag = !list.groupByTag)),
  ];
}
