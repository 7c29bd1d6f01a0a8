/** Mutes. */
import type { MuteScope } from '../../../electron/contract/model/alert.ts';
import { muteUntil, type MuteChoice } from '../../../electron/contract/mute-choices.ts';
import { formatTimeOfDay } from '../../format.ts';
import type { MuteTarget } from '../../state/mutes.ts';
import { muteChoices } from './codes.ts';
import { coming, countMonitors, listed } from './phrases.ts';

type NameOf = (id: string) => string;

function muteScope(scope: MuteScope, monitorName: NameOf, everything = 'Everything'): string {
  if (scope.kind === 'all') return everything;
  return scope.kind === 'tag' ? `${everything} tagged ${scope.tag}` : monitorName(scope.monitorId);
}

/** `20:02`; `Until tomorrow` names the day itself. */
function choiceEnd(choice: MuteChoice, now: number): string {
  const until = muteUntil(choice, now);
  return choice === 'tomorrow' ? formatTimeOfDay(until) : coming(until, now);
}

export function muteEnd(until: number | null, now: number): string {
  return until === null ? 'until it recovers' : `until ${coming(until, now)}`;
}

function mutedUntil(until: number | null, now: number): string {
  return `Muted ${muteEnd(until, now)}`;
}

/** `everything tagged web`, `Checkout`, `3 monitors`; empty: nothing is chosen yet. */
function mutedParts(target: MuteTarget, everything = 'everything'): string {
  if (target.kind === 'all') return everything;
  if (target.kind === 'tags') {
    return target.tags.length === 0 ? '' : `${everything} tagged ${listed(target.tags, 'or')}`;
  }
  const { monitors } = target;
  return monitors.length > 1 ? countMonitors(monitors.length) : (monitors[0]?.name ?? '');
}

function muteDone(target: MuteTarget, until: number | null, now: number): string {
  const verb = target.kind === 'monitors' && target.monitors.length > 1 ? 'are' : 'is';
  return `${mutedParts(target, 'Everything')} ${verb} muted ${muteEnd(until, now)}`;
}

export const mutes = {
  title: 'Mutes',
  note: 'Muted monitors send no notifications; problems that last longer are reported when the mute ends',
  none: 'Nothing is muted.',
  mute: 'Mute',
  muteOf: (target: MuteTarget) => `Mute ${mutedParts(target)}`.trim(),
  muteAll: 'Mute all',
  muted: 'Muted',
  mutedUntil,
  until: muteEnd,
  unmute: 'Unmute',
  unmuteOf: (scope: string) => `Unmute: ${scope}`,
  unmuteScope: (scope: MuteScope, monitorName: NameOf) => `Unmute ${muteScope(scope, monitorName, 'everything')}`,
  scope: muteScope,
  covers: (count: number) => countMonitors(count),
  choices: muteChoices,
  untilRecovery: 'Until it recovers',
  ownTime: 'Until…',
  untilTime: 'Until',
  notAhead: 'Must be in the future',
  done: muteDone,
  heading: 'Mute',
  add: 'Mute…',
  explain: 'Checks continue and incidents are recorded, but nothing is sent and the tray icon does not change.',
  mutedAt: 'Set',
  what: 'Applies to',
  chooseOne: 'Choose at least one monitor or tag, or everything.',
  kinds: { all: 'Everything', tags: 'Tags', monitors: 'Monitors' },
  tags: 'Tags',
  chooseTag: 'Choose a tag',
  monitors: 'Monitors',
  chooseMonitor: 'Choose a monitor',
  howLong: 'Duration',
  end: choiceEnd,
  choiceUntil: (choice: MuteChoice, now: number) =>
    `${muteChoices[choice]}, ${muteChoices[choice].startsWith('For') ? 'until ' : ''}${choiceEnd(choice, now)}`,
};
