/**
 * Whether another monitor explains that a monitor is down. A monitor whose dependency is down does not alert. While the
 * dependency is failing, or has not been checked since the outage began, its alert waits: but no longer than 25 s from the
 * first failed check, so that it leaves within 30 s of it. While the dependency is in maintenance it waits as well. Pure.
 */
import type { Incident } from '../../contract/model/history.ts';
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { Tracking } from '../state/step.ts';
import { ancestorsOf } from './graph.ts';

/** A monitor as far as dependencies are concerned. */
export interface DependencyNow {
  readonly monitor: Monitor;
  readonly tracking: Pick<Tracking, 'state'>;
  readonly incident: Incident | null;
  /** When the last check began. */
  readonly lastCheckAt: number | null;
}

type FindDependency = (id: string) => DependencyNow | null;

export type Standing =
  | { readonly kind: 'alone' }
  /** It will soon be known. */
  | { readonly kind: 'undecided' }
  /** One that it depends on is in maintenance. */
  | { readonly kind: 'planned' }
  | { readonly kind: 'caused'; readonly by: Incident };

const longestWaitMs = 25_000;

export function standingOf(now: DependencyNow, find: FindDependency, nowMs: number): Standing {
  const { monitor, incident } = now;
  if (monitor.dependsOn.length === 0) return { kind: 'alone' };
  const ancestors = ancestorsOf(monitor, find);
  for (const { tracking, incident: by } of ancestors) {
    if (tracking.state === 'down' && by !== null) return { kind: 'caused', by };
  }
  if (ancestors.some(({ tracking }) => tracking.state === 'maintenance')) return { kind: 'planned' };
  const isOpen = ancestors.some((ancestor) => isFailing(ancestor) || isUnchecked(ancestor, incident, nowMs));
  return { kind: isOpen ? 'undecided' : 'alone' };
}

function isFailing({ tracking }: DependencyNow): boolean {
  return tracking.state === 'failing';
}

/** Its last check is from before the outage. */
export function isUnchecked(
  { monitor, tracking, lastCheckAt }: DependencyNow,
  outage: Pick<Incident, 'startedAt' | 'detectedAt'> | null,
  nowMs: number,
): boolean {
  const isChecked = isProbed(monitor) && monitor.enabled && tracking.state !== 'maintenance';
  if (!isChecked || outage === null || lastCheckAt === null || lastCheckAt >= outage.startedAt) return false;
  const waitedMs = nowMs - outage.detectedAt;
  return waitedMs >= 0 && waitedMs < longestWaitMs;
}
