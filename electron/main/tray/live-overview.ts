/** Keeps one overview up to date by the engine's events, so that the tray asks for the whole only once. */
import type { Api, EngineEvent } from '../../contract/api.ts';
import type { MonitorSummary, Overview } from '../../contract/model.ts';
import type { AppError } from '../../contract/result.ts';
import type { Cancel } from '../../engine/ports.ts';

export interface OverviewSource {
  readonly api: Pick<Api, 'overview'>;
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

export interface OverviewListener {
  readonly onChange: (overview: Overview) => void;
  readonly onError: (error: AppError) => void;
}

/** `onChange` is called with the first overview before this resolves, and then after every event that concerns it. */
export async function followOverview(source: OverviewSource, { onChange, onError }: OverviewListener): Promise<Cancel> {
  let overview: Overview | null = null;
  let isOutdated = true;
  const stop = source.on((event) => {
    isOutdated = true;
    if (overview === null) return;
    const next = applyEvent(overview, event);
    if (next === overview) return;
    overview = next;
    onChange(overview);
  });
  let first: Overview | null = null;
  // An event during the call may or may not be in its answer.
  while (isOutdated) {
    isOutdated = false;
    const answer = await source.api.overview.get(undefined);
    if (answer.ok) first = answer.value;
    else onError(answer.error);
  }
  if (first !== null) {
    overview = first;
    onChange(first);
  }
  return stop;
}

/** @returns the same object where the event does not concern it. */
export function applyEvent(overview: Overview, event: EngineEvent): Overview {
  switch (event.type) {
    case 'overview':
      return { ...overview, ...event.overview };
    case 'monitor':
      return { ...overview, monitors: withMonitor(overview.monitors, event.monitor) };
    case 'monitorRemoved':
      return { ...overview, monitors: overview.monitors.filter(({ id }) => id !== event.monitorId) };
    default:
      return overview;
  }
}

function withMonitor(monitors: readonly MonitorSummary[], changed: MonitorSummary): readonly MonitorSummary[] {
  const isKnown = monitors.some(({ id }) => id === changed.id);
  return isKnown ? monitors.map((one) => (one.id === changed.id ? changed : one)) : [...monitors, changed];
}
