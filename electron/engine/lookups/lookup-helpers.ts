/**
 * The processes in which names are looked up. There is one, started by the first lookup, until it has been idle for a
 * while. A lookup cannot be cancelled: one that was abandoned keeps its thread until the system gives up. A helper
 * without a free thread gets no more lookups and ends with its last one; another helper takes its place.
 */
import type { LookupAddress } from 'node:dns';
import type {
  Cancel,
  Clock,
  Logger,
  LookupHelper,
  LookupHelperEvents,
  LookupReply,
  LookupRequest,
  StartLookupHelper,
} from '../ports.ts';
import { LookupError } from './lookup-error.ts';
import { systemLookup } from './system-lookup.ts';

export type NameQuery = Omit<LookupRequest, 'id'>;
export type LookupResult = readonly LookupAddress[] | LookupError;
type OnResult = (result: LookupResult) => void;

export interface LookupHelpers {
  /** @returns abandons the lookup. */
  readonly run: (query: NameQuery, onResult: OnResult) => Cancel;
  readonly stop: Cancel;
}

interface LookupHelpersOptions {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly start: StartLookupHelper;
  /** How many lookups a helper runs at once. */
  readonly threads: number;
}

/** Longer than the usual interval of monitors, so that a helper is not started for each round of checks. */
const idleMs = 150_000;

interface RunningHelper {
  readonly process: LookupHelper;
  /** By id; null: abandoned, but still occupying a thread. */
  readonly lookups: Map<number, OnResult | null>;
}

export function openLookupHelpers(options: LookupHelpersOptions): LookupHelpers {
  const { clock } = options;
  const helpers = openProcesses(options);
  let lastId = 0;
  let cancelIdle: Cancel = () => undefined;

  function watchIdle(): void {
    cancelIdle();
    cancelIdle = clock.setTimer(idleMs, () => {
      if (helpers.endIdle() === 'needed') watchIdle();
    });
  }

  return {
    run(query, onResult) {
      const helper = helpers.forNext();
      const id = (lastId += 1);
      helper.lookups.set(id, onResult);
      helper.process.ask({ id, ...query });
      watchIdle();
      return () => {
        if (!helper.lookups.has(id)) return;
        helper.lookups.set(id, null);
        helpers.retire(helper);
      };
    },
    stop() {
      cancelIdle();
      helpers.endAll();
    },
  };
}

interface Processes {
  /** One with a free thread. */
  readonly forNext: () => RunningHelper;
  /** Ends a helper that has been replaced, once nobody waits for it. */
  readonly retire: (helper: RunningHelper) => void;
  /** Ends the current one unless somebody waits for it. */
  readonly endIdle: () => 'needed' | 'ended';
  readonly endAll: () => void;
}

function openProcesses({ logger, start: startFirst, threads }: LookupHelpersOptions): Processes {
  const running = new Set<RunningHelper>();
  let start = startFirst;
  let hasReplied = false;
  let current: RunningHelper | null = null;

  function startHelper(): RunningHelper {
    const lookups: RunningHelper['lookups'] = new Map();
    const events: LookupHelperEvents = {
      onReply(reply) {
        hasReplied = true;
        const onResult = lookups.get(reply.id);
        lookups.delete(reply.id);
        onResult?.(resultOf(reply));
        retire(helper);
      },
      onEnded: () => lose(helper),
    };
    const helper = { process: startOrHere(start, events, logger), lookups };
    running.add(helper);
    return helper;
  }

  function retire(helper: RunningHelper): void {
    if (helper !== current && !isNeeded(helper)) end(helper);
  }

  function end(helper: RunningHelper): void {
    running.delete(helper);
    if (helper === current) current = null;
    helper.process.end();
  }

  /** It ended by itself. */
  function lose(helper: RunningHelper): void {
    if (!running.delete(helper)) return;
    if (helper === current) current = null;
    logger.warn('the process that looks up names has ended', { lookups: helper.lookups.size });
    // It never worked: rather lookups that can hang each other than none.
    if (!hasReplied) start = startHere;
    for (const onResult of helper.lookups.values()) onResult?.(new LookupError('LOOKUP_HELPER_ENDED'));
  }

  return {
    forNext() {
      const before = current;
      if (before !== null && before.lookups.size < threads) return before;
      current = startHelper();
      if (before !== null) retire(before);
      return current;
    },
    retire,
    endIdle() {
      if (current !== null && isNeeded(current)) return 'needed';
      if (current !== null) end(current);
      return 'ended';
    },
    endAll() {
      for (const helper of running) end(helper);
    },
  };
}

function startOrHere(
  start: StartLookupHelper,
  events: LookupHelperEvents,
  logger: LookupHelpersOptions['logger'],
): LookupHelper {
  try {
    return start(events);
  } catch (error) {
    logger.warn('the process that looks up names could not be started', { error });
    return startHere(events);
  }
}

function isNeeded({ lookups }: RunningHelper): boolean {
  return [...lookups.values()].some((onResult) => onResult !== null);
}

function resultOf(reply: LookupReply): LookupResult {
  return 'error' in reply ? new LookupError(reply.error) : reply.addresses;
}

/** In this process: for a single lookup, and where helpers cannot be started. */
export const startHere: StartLookupHelper = ({ onReply }) => ({
  ask: (request) => systemLookup(request, onReply),
  end: () => undefined,
});
