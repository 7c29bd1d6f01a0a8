/** Mutes: silence for a while, or until the end of an outage. What that means is in alert/mutes.ts. */
import { isUnhealthy } from '../../contract/mute-choices.ts';
import type { MuteScope } from '../../contract/model/alert.ts';
import { fail, invalid, ok, type Result } from '../../contract/result.ts';
import { longestMuteMs } from '../notifications/mutes.ts';
import { notFound, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export function muteCalls(context: CallContext): Handlers['mutes'] {
  const { mutes, muting } = context;
  return {
    list: () => ok(mutes.all()),
    set(input) {
      const scope = trimmed(input.scope);
      const refused = problemWith(scope, input.until, context);
      return refused ?? ok(muting.set(scope, input.until));
    },
    clear: ({ id }) => (muting.clear(id) ? ok(null) : notFound('mute', id)),
  };
}

/** As tags of monitors are. */
function trimmed(scope: MuteScope): MuteScope {
  return scope.kind === 'tag' ? { kind: 'tag', tag: scope.tag.trim() } : scope;
}

function problemWith(scope: MuteScope, until: number | null, { registry, clock }: CallContext): Result<never> | null {
  const watched = scope.kind === 'monitor' ? registry.find(scope.monitorId) : null;
  if (scope.kind === 'monitor' && watched === null) return notFound('monitor', scope.monitorId);
  if (scope.kind === 'tag' && scope.tag === '') return invalid({ 'scope.tag': 'is required' });
  if (until !== null) {
    if (until <= clock.now()) return invalid({ until: 'must lie ahead' });
    return until - clock.now() > longestMuteMs ? invalid({ until: 'must be within 31 days' }) : null;
  }
  if (watched === null) return invalid({ until: 'is required but for a single monitor' });
  const { tracking, incident, monitor } = watched;
  if (isUnhealthy({ state: tracking.state, hasIncident: incident !== null })) return null;
  return fail('conflict', `${monitor.name} is well, so it cannot recover: mute it for a time instead`);
}
