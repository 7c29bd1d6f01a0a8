/** Settings, overview and system information. */
import { join } from 'node:path';
import { statSync } from 'node:fs';
import type { Settings } from '../../contract/model/program.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedSettings } from '../../contract/schemas.ts';
import { unreadable } from '../fields/normalise.ts';
import { amongChannels, normaliseDigest, type KnownChannels } from '../notifications/digest/normalise-digest.ts';
import { overview } from '../runtime/summaries.ts';
import { wordedNotice, wordedOverview } from './worded.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import type { SystemStatus } from '../runtime/system-status.ts';

export function overviewCalls({ registry, supervisor, wording }: CallContext): Handlers['overview'] {
  return {
    get: () => ok(wordedOverview(overview(registry.all(), { ...supervisor, behind: registry.behind }), wording)),
  };
}

/** Bounds of whole numbers. */
const bounds = {
  rawDays: [1, 90],
  historyDays: [30, 3650],
  maxConcurrent: [1, 1000],
  maxPerHost: [1, 100],
  flapAfter: [0, 100],
} as const;

/** Longer, and notifications would be late. */
const longestGroupWait = 60_000;

/** @param channels those that a digest may name. */
export function mergeSettings(current: Settings, patch: ParsedSettings, channels: KnownChannels): Outcome<Settings> {
  const fields: Record<string, Problem> = {};
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = patch[name as keyof typeof bounds];
    const isFine = value === undefined || (Number.isInteger(value) && value >= least && value <= most);
    if (!isFine) fields[name] = problem('not-in-range', { least, most });
  }
  const { groupWait = 0 } = patch;
  if (typeof groupWait === 'string') fields['groupWait'] = unreadable(groupWait, 'not-a-duration');
  else if (groupWait > longestGroupWait) {
    fields['groupWait'] = problem('duration-not-in-range', { least: 0, most: longestGroupWait });
  }
  const anchorProblem = problemWithAnchors(patch.anchors ?? []);
  if (anchorProblem !== null) fields['anchors'] = anchorProblem;
  const planned = plannedDigest(current, patch, channels);
  if (!planned.ok) return refusedFields({ ...fields, ...planned.error.fields });
  if (Object.keys(fields).length > 0) return refusedFields(fields);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return ok({ ...current, ...given, digest: planned.value });
}

function plannedDigest(
  current: Settings,
  { digest }: ParsedSettings,
  channels: KnownChannels,
): Outcome<Settings['digest']> {
  if (digest === undefined) return ok(amongChannels(current.digest, channels));
  return digest === null ? ok(null) : normaliseDigest(digest, channels);
}

const mostAnchors = 10;

/** An anchor that is no URL would make this computer look offline. */
function problemWithAnchors(anchors: readonly string[]): Problem | null {
  if (anchors.length > mostAnchors) return problem('too-many', { most: mostAnchors });
  const wrong = anchors.find((anchor) => !isWebAddress(anchor));
  return wrong === undefined ? null : problem('not-web-urls', { url: wrong.slice(0, 100) });
}

function isWebAddress(address: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false; // not a URL
  }
}

export function settingsCalls({ store, settings, alertConfig }: CallContext): Handlers['settings'] {
  return {
    get: () => ok(settings.current()),
    update(patch) {
      const merged = mergeSettings(settings.current(), patch, alertConfig.channels());
      if (merged.ok) store.transaction(() => settings.write(merged.value))();
      return merged;
    },
  };
}

export function systemCalls(context: CallContext, status: SystemStatus): Handlers['system'] {
  const { store, supervisor, clock, emit, exclusive, wording } = context;
  return {
    info() {
      const { notices, ...record } = status.read();
      const worded = notices.map((notice) => wordedNotice(notice, wording));
      return ok({
        ...record,
        lateness: supervisor.lateness(),
        notices: worded,
        databaseBytes: store.bytes(),
        restore: store.waitingRestore(),
      });
    },
    async backup() {
      const stamp = new Date(clock.now()).toISOString().replace(/[:.]/gu, '-');
      const file = join(status.read().dataDirectory, 'backups', `vigilmon-${stamp}.db`);
      await store.backup(file);
      return ok({ file, bytes: statSync(file).size });
    },
    backups: () => ok(store.backups()),
    restore: ({ file }) =>
      exclusive(async () => {
        const prepared = await store.restore(file);
        if (!prepared.ok) return prepared;
        emit({ type: 'system' });
        return ok({ takesEffect: file === null ? ('never' as const) : ('at-next-start' as const) });
      }),
  };
}
