/** Mutes: for a while, or until a monitor recovers (notifications/mutes.ts). */
import { isUnhealthy } from '../../contract/mute-choices.ts';
import type { MuteScope } from '../../contract/model/alert.ts';
import { problem } from '../../contract/problems.ts';
import { refused, refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { longestMuteMs } from '../notifications/mutes.ts';
import { notFound, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export function muteCalls(context: CallContext): Handlers['mutes'] {
  const { mutes, muting } = context;
  return {
    list: () => ok(mutes.all()),
    set(input) {
      const scope = trimmed(input.scope);
      const refusal = problemWith(scope, input.until, context);
      return refusal ?? ok(muting.set(scope, input.until));
    },
    clear: ({ id }) => (muting.clear(id) ? ok(null) : notFound('mute', id)),
  };
}

/** Like the tags of monitors. */
function trimmed(scope: MuteScope): MuteScope {
  return scope.kind === 'tag' ? { kind: 'tag', tag: scope.tag.trim() } : scope;
}

function problemWith(scope: MuteScope, until: number | null, { registry, clock }: CallContext): Outcome<never> | null {
  const entry = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
  if (scope.kind === 'monitor' && entry === null) return notFound('monitor', scope.monitorId);
  if (scope.kind === 'tag' && scope.tag === '') return refusedFields({ 'scope.tag': problem('required') });
  if (until !== null) {
    if (until <= clock.now()) return refusedFields({ until: problem('not-ahead') });
    if (until - clock.now() <= longestMuteMs) return null;
    return refusedFields({ until: problem('too-far-ahead', { days: longestMuteMs / 86_400_000 }) });
  }
  if (entry === null) return refusedFields({ until: problem('required-but-for-monitor') });
  const { tracking, incident, monitor } = entry;
  if (isUnhealthy({ state: tracking.state, hasIncident: incident !== null })) return null;
  return refused('nothing-to-recover-from', { monitor: monitor.name });
}
