/** Keeps the tray's data current from the engine's events, so that it needs only one full fetch. */
import type { Api } from '../../contract/calls.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { ChannelView, Mute } from '../../contract/model/alert.ts';
import type { MonitorSummary, Overview } from '../../contract/model/state.ts';
import type { AppError, Result } from '../../contract/result.ts';
import type { Cancel } from '../../engine/ports.ts';

export interface TrayState {
  readonly overview: Overview;
  readonly mutes: readonly Mute[];
  /** Names of the enabled channels that do not deliver. */
  readonly failingChannels: readonly string[];
}

export interface StateSource {
  readonly api: {
    readonly overview: Pick<Api['overview'], 'get'>;
    readonly mutes: Pick<Api['mutes'], 'list'>;
    readonly channels: Pick<Api['channels'], 'list'>;
  };
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

interface StateListener {
  readonly onChange: (state: TrayState) => void;
  readonly onError: (error: AppError) => void;
}

/** Calls `onChange` with the first state before it resolves, and then after every relevant event. */
export async function followState(source: StateSource, { onChange, onError }: StateListener): Promise<Cancel> {
  let state: TrayState | null = null;
  let isOutdated = true;
  const stop = source.on((event) => {
    isOutdated = true;
    if (state === null) return;
    if (event.type === 'mutes') void refreshMutes();
    if (event.type === 'channels') void refreshChannels();
    const overview = applyEvent(state.overview, event);
    if (overview !== state.overview) change({ ...state, overview });
  });

  function change(next: TrayState): void {
    state = next;
    onChange(next);
  }

  async function refreshMutes(): Promise<void> {
    const mutes = orNull(await source.api.mutes.list(undefined));
    if (mutes !== null && state !== null) change({ ...state, mutes });
  }

  async function refreshChannels(): Promise<void> {
    const failingChannels = failingOf(orNull(await source.api.channels.list(undefined)));
    if (state !== null && !isSame(failingChannels, state.failingChannels)) change({ ...state, failingChannels });
  }

  function orNull<T>(answer: Result<T>): T | null {
    if (answer.ok) return answer.value;
    onError(answer.error);
    return null;
  }

  let first: TrayState | null = null;
  // An event during the calls may or may not be included in their results.
  while (isOutdated) {
    isOutdated = false;
    const overview = orNull(await source.api.overview.get(undefined));
    const mutes = orNull(await source.api.mutes.list(undefined));
    const failingChannels = failingOf(orNull(await source.api.channels.list(undefined)));
    first = overview === null ? null : { overview, mutes: mutes ?? [], failingChannels };
  }
  if (first !== null) change(first);
  return stop;
}

function failingOf(channels: readonly ChannelView[] | null): readonly string[] {
  return (channels ?? []).filter(({ enabled, health }) => enabled && health.trouble !== null).map(({ name }) => name);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** @returns the same object if the event is irrelevant. */
function applyEvent(overview: Overview, event: EngineEvent): Overview {
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
