/** History: checks, series, uptime, spans, pings and the delivery log. */
import type { AnnotationEvent } from '../../contract/model/annotation.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { MonitorUptime, UptimeShare } from '../../contract/model/history.ts';
import { pingToken } from '../../contract/ping-token.ts';
import { problem } from '../../contract/problems.ts';
import { refusedFields } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { dayMs } from '../history/buckets.ts';
import { dailyRatios, uptimeOf } from '../history/uptime.ts';
import { defaultPage, notFound, withMonitor, withStream, type CallContext } from './context.ts';
import { checkEvidence, runEvidence } from './evidence-files.ts';
import type { Handlers } from './handlers.ts';
import { tokenMaker } from './monitor-changes.ts';
import { wordedAlert, wordedCheck, wordedCheckDetail } from './worded.ts';

const monthMs = 30 * dayMs;
const annotationsShown = 200;

export function historyCalls(context: CallContext, version: () => string): Handlers['history'] {
  const { store, recorder, wording } = context;
  return {
    checks: ({ before, failuresOnly, limit = defaultPage, ...seen }) =>
      withStream(context, seen, (stream) => {
        recorder.flush();
        const { items, next } = store.checks.page(stream, { before, failuresOnly, limit });
        return ok({ items: items.map((check) => wordedCheck(check, wording)), next });
      }),
    check: ({ at, ...seen }) =>
      withStream(context, seen, (stream) => {
        recorder.flush();
        const detail = store.checks.find(stream, at);
        return detail === null ? notFound('check', at) : ok(wordedCheckDetail(detail, wording));
      }),
    evidence: ({ at, ...seen }) =>
      withMonitor(context, seen.monitorId, (entry) =>
        withStream(context, seen, (stream) => {
          recorder.flush();
          const check = store.checks.find(stream, at);
          if (check === null) return notFound('check', at);
          return ok(checkEvidence(context, entry, { ...seen, check }, version()));
        }),
      ),
    series: ({ from, to, phases, ...seen }) =>
      inRange(from, to) ??
      withStream(context, seen, (stream) => {
        recorder.flush();
        return ok(store.checks.series(stream, { from, to, phases }));
      }),
    figures: (seen) =>
      withStream(context, seen, (stream) => {
        recorder.flush();
        return ok(store.checks.figures(stream));
      }),
    figureSeries: ({ from, to, figure, ...seen }) =>
      inRange(from, to) ??
      withStream(context, seen, (stream) => {
        recorder.flush();
        return ok(store.checks.figureSeries(stream, { from, to, figure }));
      }),
    uptime: ({ monitorId, from, to }) =>
      inRange(from, to) ??
      withMonitor(context, monitorId, ({ key, stream }) => {
        const end = Math.min(to, context.clock.now());
        const spans = store.spans.between(stream, from, end);
        return ok(uptimeOf({ spans, from, to: Math.max(from, end), incidents: store.incidents.count(key, from, end) }));
      }),
    uptimes: ({ monitorIds, dayStarts = [] }) =>
      ok(monitorIds.flatMap((monitorId) => recentUptime(monitorId, dayStarts, context))),
    annotations: ({ monitorId, from, to }) =>
      inRange(from, to) ??
      withMonitor(context, monitorId, ({ key, monitor }) => {
        const all = store.annotations.between(key, { from, to, limit: annotationsShown });
        return ok(all.filter(({ event }) => concerns(event, monitor)));
      }),
    spans: ({ from, to, ...seen }) =>
      inRange(from, to) ?? withStream(context, seen, (stream) => ok(store.spans.between(stream, from, to))),
  };
}

function recentUptime(
  monitorId: string,
  dayStarts: readonly number[],
  { registry, store, clock }: CallContext,
): readonly MonitorUptime[] {
  const entry = registry.find(monitorId);
  if (entry === null) return [];
  const to = clock.now();
  const spans = store.spans.between(entry.stream, Math.min(to - monthMs, dayStarts[0] ?? to), to);
  const share = (lengthMs: number): UptimeShare => {
    const { ratio, coverage } = uptimeOf({ spans, from: to - lengthMs, to, incidents: 0 });
    return { ratio, coverage };
  };
  return [{ monitorId, day: share(dayMs), month: share(monthMs), days: dailyRatios(spans, dayStarts, to) }];
}

/** A mute of a tag concerns the monitors that have the tag now. */
function concerns(event: AnnotationEvent, { tags }: Monitor): boolean {
  return !('scope' in event) || event.scope.kind !== 'tag' || tags.includes(event.scope.tag);
}

/** Null: it is one. */
export function inRange(from: number, to: number): ReturnType<typeof refusedFields> | null {
  return from < to ? null : refusedFields({ from: problem('not-before', { field: 'to' }) });
}

export function pingCalls(context: CallContext, version: () => string): Handlers['pings'] {
  const { pingKey, exclusive } = context;
  return {
    list: ({ monitorId, limit = defaultPage, ...options }) =>
      withMonitor(context, monitorId, ({ key }) => ok(context.store.pings.page(key, { ...options, limit }))),
    evidence: ({ monitorId, id }) =>
      withMonitor(context, monitorId, (entry) => {
        const file = runEvidence(context, entry, id, version());
        return file === null ? notFound('ping', id) : ok(file);
      }),
    key: () => ok({ key: pingKey.current() }),
    setKey: ({ key = tokenMaker(context)() }) =>
      exclusive(async () => {
        if (key !== null && !pingToken.test(key)) return refusedFields({ key: problem('not-token') });
        await pingKey.set(key);
        return ok({ key: pingKey.current() });
      }),
  };
}

export function alertCalls({ store, wording }: CallContext): Handlers['alerts'] {
  return {
    list({ limit = defaultPage, ...options }) {
      const { items, next } = store.outbox.page({ ...options, limit });
      return ok({ items: items.map((alert) => wordedAlert(alert, wording)), next });
    },
  };
}
