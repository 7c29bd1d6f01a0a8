/** Locations: create, edit, try, delete, and what they see of a monitor. */
import { publicGlobalping } from '../../contract/locations/globalping.ts';
import { definitionOf, type Location } from '../../contract/locations/registry.ts';
import type { LastAnswer, LocationView, MonitorLocation } from '../../contract/calls/locations.ts';
import type { LocationNote } from '../../contract/model/location.ts';
import type { Check } from '../../contract/model/state.ts';
import { recogniseAddress } from '../../contract/monitors/recognise.ts';
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import { parseUrl } from '../../contract/parse-url.ts';
import { problem } from '../../contract/problems.ts';
import { refused, refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { dayMs } from '../history/buckets.ts';
import { percentile } from '../history/percentile.ts';
import { obstacleTo, withLocationProblems } from '../locations/fitting.ts';
import { hideLocationSecrets } from '../locations/location-list.ts';
import { sightingOf } from '../locations/location.ts';
import { normaliseLocation } from '../locations/normalise.ts';
import { locationWarnings } from '../locations/warnings.ts';
import { normaliseMonitor } from '../monitors/normalise.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import { sealSecrets } from '../runtime/secrets.ts';
import { say } from '../wording/wording.ts';
import { budgetOf, budgetsWith, budgetWarnings } from './location-budgets.ts';
import { notFound, withMonitor, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { tokenMaker } from './monitor-changes.ts';
import { wordedWarning } from './worded.ts';
import type { LocationStream } from '../store/location-repository.ts';

/** `write` runs inside the caller's transaction; call the function that it returns after the commit. */
export async function prepareLocation(context: CallContext, location: Location): Promise<{ write: () => () => void }> {
  const { store, locations, secretBox } = context;
  const sealed = await sealSecrets(secretBox, definitionOf(location.kind).fields, location);
  return {
    write() {
      store.locations.save(sealed);
      return () => {
        locations.put(location);
      };
    },
  };
}

export function removeLocation({ store, locations }: CallContext, id: string): { write: () => () => void } {
  return {
    write() {
      store.locations.delete(id);
      return () => {
        locations.remove(id);
      };
    },
  };
}

export function locationCalls(context: CallContext): Handlers['locations'] {
  const { locations, registry, store, exclusive, supervisor, emit, placeLists } = context;
  const users = (id: string): readonly MonitorEntry[] =>
    registry.all().filter(({ monitor }) => monitor.locations.includes(id));

  return {
    list: () => ok(locations.all().map((location) => viewOf(context, location, users(location.id)))),
    save: (input) =>
      exclusive(async () => {
        const existing = locations.find(input.id ?? '');
        const takenIds = new Set(locations.all().map(({ id }) => id));
        const source = existing?.source ?? 'hand';
        const made = normaliseLocation(input, { existing, takenIds, source });
        if (!made.ok) return made;
        const { write } = await prepareLocation(context, made.value);
        store.transaction(write)();
        emit({ type: 'locations' });
        return ok(viewOf(context, made.value, users(made.value.id)));
      }),
    delete: ({ id }) =>
      exclusive(async () => {
        if (locations.find(id) === null) return notFound('location', id);
        const monitors = users(id).length;
        if (monitors > 0) return refused('location-in-use', { location: id, monitors });
        context.recorder.flush();
        store.transaction(removeLocation(context, id).write)();
        emit({ type: 'locations' });
        return ok(null);
      }),
    async test({ id, url }) {
      const location = locations.find(id);
      if (location === null) return notFound('location', id);
      const draft = probeOf(context, url);
      if (!draft.ok) return draft;
      if (!isProbed(draft.value)) return refused('not-checked');
      const obstacle = obstacleTo(location, draft.value);
      if (obstacle !== null) return refusedFields({ url: obstacle });
      const { check, place } = await supervisor.askLocation(location, draft.value);
      emit({ type: 'locations' });
      return ok({
        sighting: sightingOf(check),
        reason: check.failure === null ? null : say(context.wording.failures, check.failure),
        responseTime: check.responseTime,
        place,
        budget: budgetOf(context, location),
      });
    },
    async places({ kind, url }) {
      const service = url ?? publicGlobalping;
      return parseUrl(service) === null ? refusedFields({ url: problem('not-url') }) : placeLists.of(kind, service);
    },
    review(input) {
      const existing = registry.find(input.id ?? '')?.monitor ?? null;
      const takenIds = registry.ids();
      const made = normaliseMonitor(input, { existing, takenIds, source: 'hand', makeToken: tokenMaker(context) });
      const draft = withLocationProblems(made, locations.find);
      if (!draft.ok) return draft;
      const named = draft.value.locations.flatMap((id) => locations.find(id) ?? []);
      const budgets = budgetsWith(context, draft.value);
      const warnings = [...locationWarnings(draft.value, named), ...budgetWarnings(budgets)];
      return ok({ warnings: warnings.map((warning) => wordedWarning(warning, context.wording)), budgets });
    },
    ofMonitor: ({ monitorId }) => withMonitor(context, monitorId, (entry) => ok(seenOf(context, entry))),
    notes: ({ monitorId, from, to }) =>
      withMonitor(context, monitorId, (entry) => ok(notesOf(context, entry, from, to))),
  };
}

/** A web endpoint, or whatever else the address is of. */
function probeOf(context: CallContext, url: string): Outcome<Monitor> {
  const { kind, fields } = recogniseAddress(url) ?? { kind: 'http', fields: { url } };
  return normaliseMonitor(
    { kind, id: 'location-test', ...fields },
    { existing: null, takenIds: new Set(), source: 'hand', makeToken: tokenMaker(context) },
  );
}

function viewOf(context: CallContext, location: Location, users: readonly MonitorEntry[]): LocationView {
  return {
    ...hideLocationSecrets(location),
    budget: budgetOf(context, location),
    monitors: users.length,
    last: lastAnswer(context, location.id, users),
  };
}

function lastAnswer(context: CallContext, id: string, users: readonly MonitorEntry[]): LastAnswer | null {
  const { wording } = context;
  const [last] = users.flatMap((entry) => lastCheck(context, entry, id) ?? []).toSorted((a, b) => b.at - a.at);
  if (last === undefined) return null;
  const { at, failure, responseTime } = last;
  return {
    at,
    silence: failure === null || sightingOf(last) !== 'no-answer' ? null : say(wording.failures, failure),
    responseTime,
    isOutdated: users.some((entry) => isOverdue(context, entry, at)),
  };
}

/** Two rounds without an answer. None is asked for while the monitor is paused. */
function isOverdue({ store, clock }: CallContext, { monitor, stream }: MonitorEntry, answeredAt: number): boolean {
  const { enabled, regionalInterval } = monitor;
  if (!enabled || regionalInterval === null) return false;
  const nowMs = clock.now();
  const paused = store.spans.between(stream, answeredAt, nowMs).findLast(({ state }) => state === 'paused');
  return nowMs - (paused?.to ?? answeredAt) > 2 * regionalInterval;
}

/** From memory, where the location has been asked since the program started: a list of locations asks for all monitors. */
function lastCheck({ store, recorder }: CallContext, { key, reports }: MonitorEntry, locationId: string): Check | null {
  const report = reports.get(locationId);
  if (report !== undefined) return report;
  recorder.flush();
  const found = store.locations.streams(key).find((stream) => stream.locationId === locationId);
  return found === undefined ? null : (store.checks.page(found.stream, { limit: 1 }).items[0] ?? null);
}

const recentCount = 40;

function seenOf(context: CallContext, entry: MonitorEntry): readonly MonitorLocation[] {
  const { store, recorder } = context;
  recorder.flush();
  const streams = store.locations.streams(entry.key);
  return entry.monitor.locations.flatMap((id) => {
    const stream = streams.find(({ locationId }) => locationId === id);
    return stream === undefined ? [] : rowOf(context, entry, stream);
  });
}

function rowOf(
  context: CallContext,
  entry: MonitorEntry,
  { stream, locationId, place }: LocationStream,
): readonly MonitorLocation[] {
  const { store, locations, wording, clock } = context;
  const [last] = store.checks.page(stream, { limit: 1 }).items;
  if (last === undefined) return [];
  const nowMs = clock.now();
  const { at, responseTime, failure } = last;
  const times = store.checks.series(stream, { from: nowMs - dayMs, to: nowMs + 1 }).p50;
  const sorted = times.flatMap((ms) => ms ?? []).toSorted((a, b) => a - b);
  return [
    {
      locationId,
      name: locations.find(locationId)?.name ?? locationId,
      sighting: sightingOf(last),
      at,
      responseTime,
      place,
      reason: failure === null ? null : say(wording.failures, failure),
      isNoted: store.locations.openNote(stream) !== null,
      isOutdated: isOverdue(context, entry, at),
      recent: store.checks.recent(stream, recentCount),
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
    },
  ];
}

function notesOf({ store }: CallContext, { key }: MonitorEntry, from: number, to: number): readonly LocationNote[] {
  return store.locations
    .streams(key)
    .flatMap(({ stream, locationId }) =>
      store.locations.notes(stream, from, to).map((note) => ({ locationId, ...note })),
    );
}
