/** What happened to a monitor besides its checks. */
import type { AnnotationScope } from '../../../electron/contract/model/annotation.ts';
import { formatLength } from '../../format.ts';
import type { Happened } from '../../state/happenings.ts';
import { fieldName } from './field-names.ts';
import { muteEnd } from './mutes.ts';
import { listed, plural } from './phrases.ts';

/** A stop that lasted less is a restart. */
const restartMs = 2 * 60_000;

/** Of a mute that covers more than the monitor. */
function scopeName(scope: AnnotationScope): string {
  if (scope.kind === 'monitor') return '';
  return scope.kind === 'all' ? ' (all monitors)' : ` (all tagged ${scope.tag})`;
}

function started(stoppedAt: number | null, at: number): string {
  if (stoppedAt === null) return 'Vigilmon started for the first time';
  const away = at - stoppedAt;
  return away < restartMs ? 'Vigilmon restarted' : `Vigilmon started, after ${formatLength(away)} without checks`;
}

function describe(event: Happened, at: number, kind: string): string {
  switch (event.type) {
    case 'added':
      return 'Monitor added';
    case 'edited':
      return `Edited: ${listed(event.fields.map((field) => fieldName(kind, field)))}`;
    case 'paused':
      return 'Paused';
    case 'resumed':
      return 'Resumed';
    case 'muted':
      return `Muted ${muteEnd(event.until, at)}${scopeName(event.scope)}`;
    case 'unmuted':
      return `Unmuted${scopeName(event.scope)}`;
    case 'mute-ended':
      return `Mute ended${scopeName(event.scope)}`;
    case 'acknowledged':
      return 'Incident acknowledged';
    case 'started':
      return started(event.stoppedAt, at);
    case 'maintenance':
      return `Maintenance for ${formatLength(event.lengthMs)}`;
  }
}

export const happenings = {
  title: (count: number) => plural(count, 'change in this period', 'changes in this period'),
  describe,
};
