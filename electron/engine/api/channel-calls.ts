/** Channels and the rules that lead to them. */
import { isDeepStrictEqual } from 'node:util';
import { definitionOf, type Channel } from '../../contract/channels/registry.ts';
import type { ChannelView } from '../../contract/model/alert.ts';
import type { Problems } from '../../contract/problems.ts';
import { rulesWithout } from '../../contract/rule-match.ts';
import { refused, refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { messageMoment } from '../notifications/channels/message-moment.ts';
import { previewWebhook } from '../notifications/channels/webhook/preview-webhook.ts';
import { normaliseChannel } from '../notifications/channels/normalise.ts';
import { amongChannels } from '../notifications/digest/normalise-digest.ts';
import { normaliseRules } from '../notifications/normalise-rules.ts';
import { untriedHealth, viewOf } from '../notifications/alert-config.ts';
import { healthAfterEdit } from '../notifications/queue/channel-health.ts';
import { writeHealth } from '../notifications/queue/health-change.ts';
import { standingOf } from '../dependencies/standing.ts';
import { explainEvent } from '../notifications/explain.ts';
import { sealSecrets } from '../runtime/secrets.ts';
import { notFound, withMonitor, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { wordedChannel, wordedTest } from './worded.ts';
import type { NewRule, RuleRecord } from '../store/rule-repository.ts';

/** `write` runs inside the caller's transaction; call the function that it returns after the commit. */
export async function prepareChannel(context: CallContext, channel: Channel): Promise<{ write: () => () => void }> {
  const { store, alertConfig, secretBox, registry, clock, emit } = context;
  const sealed = await sealSecrets(secretBox, definitionOf(channel.kind).fields, channel);
  return {
    write() {
      store.channels.save(sealed);
      const before = alertConfig.find(channel.id)?.health ?? untriedHealth;
      const change = { channelId: channel.id, before, after: healthAfterEdit(before), row: null, nowMs: clock.now() };
      const { health, alerts } = writeHealth(change, { store, alertConfig, findMonitor: registry.find });
      return () => {
        alertConfig.put(channel, health);
        for (const alert of alerts) emit({ type: 'alert', alert });
      };
    },
  };
}

/** Its pending alerts are cancelled by the store. */
export function removeChannel({ store, alertConfig }: CallContext, id: string): { write: () => () => void } {
  return {
    write() {
      store.channels.delete(id);
      return () => {
        alertConfig.remove(id);
      };
    },
  };
}

function removeFromDigest({ settings, alertConfig }: CallContext, id: string): readonly { write: () => () => void }[] {
  const current = settings.current();
  const remaining = alertConfig.channels().filter((channel) => channel.id !== id);
  const digest = amongChannels(current.digest, remaining);
  return digest === current.digest ? [] : [{ write: () => settings.write({ ...current, digest }) }];
}

export function prepareRules(
  { store, alertConfig, clock }: CallContext,
  rules: readonly NewRule[],
): { write: () => () => void } {
  return {
    write() {
      store.rules.replace(rules);
      // The new rules may allow what the quiet hours of the old ones deferred.
      store.outbox.review(clock.now());
      return () => {
        alertConfig.putRules(store.rules.all());
      };
    },
  };
}

export function announceRouting(context: CallContext): void {
  context.emit({ type: 'channels' });
  context.emit({ type: 'rules' });
  context.outbox.wake();
}

export function channelCalls(context: CallContext): Handlers['channels'] {
  const { store, alertConfig, outbox, exclusive, wording } = context;
  const takenIds = (): ReadonlySet<string> => new Set(alertConfig.channels().map(({ id }) => id));

  async function put(normalised: Outcome<Channel>): Promise<Outcome<ChannelView>> {
    if (!normalised.ok) return normalised;
    const channel = normalised.value;
    const { write } = await prepareChannel(context, channel);
    store.transaction(write)();
    announceRouting(context);
    const entry = alertConfig.find(channel.id) ?? { channel, health: untriedHealth };
    return ok(wordedChannel(viewOf(entry), wording));
  }

  return {
    list: () => ok(alertConfig.views().map((view) => wordedChannel(view, wording))),
    create: (input) =>
      exclusive(() => put(normaliseChannel(input, { existing: null, takenIds: takenIds(), source: 'hand' }))),
    update: (input) =>
      exclusive(async () => {
        const existing = alertConfig.find(input.id ?? '')?.channel ?? null;
        if (existing === null) return notFound('channel', input.id ?? '');
        return put(normaliseChannel(input, { existing, takenIds: takenIds(), source: existing.source }));
      }),
    delete: ({ id, freesRules = false }) =>
      exclusive(async () => {
        if (alertConfig.find(id) === null) return notFound('channel', id);
        const rules = alertConfig.rules();
        const users = rules.filter(({ channels }) => channels.includes(id)).length;
        if (users > 0 && !freesRules) return refused('channel-in-use', { channel: id, rules: users });
        const freed = users === 0 ? [] : [prepareRules(context, rulesWithout(rules, id))];
        const removals = [...freed, removeChannel(context, id), ...removeFromDigest(context, id)];
        const follow = store.transaction(() => removals.map(({ write }) => write()));
        for (const next of follow) next();
        announceRouting(context);
        return ok(null);
      }),
    test: async ({ id }) =>
      alertConfig.find(id) === null ? notFound('channel', id) : ok(wordedTest(await outbox.test(id), wording)),
    previewWebhook(fields) {
      const preview = previewWebhook(fields, messageMoment(context));
      return 'problem' in preview ? refusedFields({ template: preview.problem }) : ok(preview);
    },
  };
}

export function ruleCalls(context: CallContext): Handlers['rules'] {
  const { alertConfig, registry, store, exclusive, clock, mutes, settings } = context;
  return {
    list: () => ok(alertConfig.rules()),
    replace: ({ rules }) =>
      exclusive(async () => {
        // A rule outlives the monitors that it names; one of a deleted monitor must not block changes to other rules.
        const named = alertConfig.rules().flatMap(({ when }) => when.monitors);
        const known = {
          channels: new Set(alertConfig.channels().map(({ id }) => id)),
          monitors: new Set([...registry.ids(), ...named]),
        };
        const normalised = normaliseRules(rules, known, 'hand');
        if (!normalised.ok) return refusedFields(withPrefix('rules.', normalised.error.fields));
        store.transaction(prepareRules(context, withSources(normalised.value, alertConfig.rules())).write)();
        announceRouting(context);
        return ok(alertConfig.rules());
      }),
    explain: ({ monitorId, event = 'down', at = clock.now() }) =>
      withMonitor(context, monitorId, (entry) => {
        const { monitor } = entry;
        const channels = alertConfig.channels().flatMap(({ id }) => alertConfig.find(id) ?? []);
        const groupWaitMs = settings.current().groupWait;
        const inMaintenance = context.maintenance.covers(monitor, at);
        const standing = standingOf(entry, registry.find, clock.now()).kind;
        const sources = {
          rules: alertConfig.rules(),
          channels,
          mutes: mutes.all(),
          groupWaitMs,
          inMaintenance,
          isFlapping: entry.tracking.flapping.since !== null,
          standing,
        };
        return ok(explainEvent({ monitor, event, atMs: at }, sources));
      }),
  };
}

/** A rule of a file that was only moved keeps its source, so that applying the file again does not duplicate it. */
function withSources(rules: readonly NewRule[], current: readonly RuleRecord[]): readonly NewRule[] {
  return rules.map((rule) => {
    const same = current.find(({ id: _, ...known }) => isDeepStrictEqual(known, { ...rule, source: known.source }));
    return same === undefined ? rule : { ...rule, source: same.source };
  });
}

/** Names the fields as the schema does. */
function withPrefix(prefix: string, fields: Problems = {}): Problems {
  return Object.fromEntries(Object.entries(fields).map(([path, problem]) => [prefix + path, problem]));
}
