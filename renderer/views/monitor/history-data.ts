/** What the history of a monitor shows over a range, from several calls. */
import type { Api } from '../../../electron/contract/calls.ts';
import type { Figure } from '../../../electron/contract/model/figure.ts';
import { keptPings, type Ping } from '../../../electron/contract/model/history.ts';
import { isProbed, type Monitor } from '../../../electron/contract/monitors/registry.ts';
import { ok, type Result } from '../../../electron/contract/result.ts';
import { monitorDefinition } from '../../definitions.ts';
import { comparedValues, moved, rangeBefore, type ComparedValue, type Period } from '../../state/comparison.ts';
import { happeningsOf, type Happening } from '../../state/happenings.ts';
import type { LocationHistory } from '../../state/location-history.ts';
import type { TimeRange } from '../../state/range.ts';
import { hasRuns } from '../../state/runs.ts';
import { stretchesOf, type Stretch } from '../../state/spans.ts';
import { chartDataOf, figureDataOf, runDataOf, timeLimitsOf, type ChartData } from './chart-data.ts';
import { chartsOf, chosenChart, figureKey } from './charts.ts';

interface HistoryQuestion {
  readonly range: TimeRange;
  readonly now: number;
  /** Names of charts, the most wanted first; the first that there is counts. */
  readonly wanted: readonly (string | null | undefined)[];
  /** With the range of the same length before. */
  readonly compares: boolean;
}

export interface HistoryData {
  readonly range: TimeRange;
  readonly stretches: readonly Stretch[];
  readonly charts: readonly string[];
  /** Null: the monitor has no chart. */
  readonly chart: string | null;
  readonly data: ChartData | null;
  readonly histories: readonly LocationHistory[];
  readonly figures: readonly Figure[];
  /** Those that are kept, of a monitor that gets any. */
  readonly pings: readonly Ping[];
  readonly happenings: readonly Happening[];
  /** Null: it was not asked for. */
  readonly compared: readonly ComparedValue[] | null;
}

export async function loadHistory(api: Api, monitor: Monitor, question: HistoryQuestion): Promise<Result<HistoryData>> {
  const { range, now, wanted, compares } = question;
  const { id } = monitor;
  const [spans, annotations, figures, pings] = await Promise.all([
    api.history.spans({ monitorId: id, ...range }),
    api.history.annotations({ monitorId: id, ...range }),
    monitorDefinition(monitor.kind).figures === undefined ? ok([]) : api.history.figures({ monitorId: id }),
    isProbed(monitor) ? ok({ items: [] }) : api.pings.list({ monitorId: id, limit: keptPings }),
  ]);
  if (!spans.ok) return spans;
  if (!annotations.ok) return annotations;
  if (!figures.ok) return figures;
  if (!pings.ok) return pings;
  const { items } = pings.value;
  const stretches = stretchesOf(spans.value, range, now);
  const charts = chartsOf(monitor, { figures: figures.value, hasRuns: hasRuns(items) });
  const chart = chosenChart(charts, wanted);
  const figure = figures.value.find(({ name }) => figureKey(name) === chart) ?? null;
  const periods = compares ? await periodsOf(api, id, { range, figure }) : ok(null);
  if (!periods.ok) return periods;
  const histories = chart === 'locations' ? await historiesOf(api, monitor, range) : [];
  const data =
    chart === null
      ? ok(null)
      : chart === 'runs'
        ? ok(runDataOf(items, range, now))
        : await lineDataOf(api, monitor, { range, chart, figure, stretches, histories, before: periods.value?.before });
  if (!data.ok) return data;
  return ok({
    ...{ range, stretches, charts, chart, histories, data: data.value, figures: figures.value, pings: items },
    happenings: happeningsOf(annotations.value, stretches, range),
    compared: periods.value === null ? null : comparedValues(periods.value.now, periods.value.before),
  });
}

interface LineQuestion {
  readonly range: TimeRange;
  readonly chart: string;
  /** Null: the chart is of response times. */
  readonly figure: Figure | null;
  readonly stretches: readonly Stretch[];
  readonly histories: readonly LocationHistory[];
  readonly before: Period | undefined;
}

async function lineDataOf(api: Api, monitor: Monitor, question: LineQuestion): Promise<Result<ChartData>> {
  const { range, chart, figure, stretches, histories, before } = question;
  const { id: monitorId } = monitor;
  const length = range.to - range.from;
  if (figure !== null) {
    const seen = await api.history.figureSeries({ monitorId, ...range, figure: figure.name });
    return seen.ok ? ok(figureDataOf(figure, seen.value, stretches)) : seen;
  }
  const mode = chart === 'phases' || chart === 'locations' ? chart : 'times';
  const series = await api.history.series({ monitorId, ...range, phases: mode === 'phases' });
  if (!series.ok) return series;
  const earlier = before === undefined ? null : moved(before.series, length);
  return ok(chartDataOf(series.value, mode, { stretches, histories, before: earlier, limits: timeLimitsOf(monitor) }));
}

interface PeriodQuestion {
  readonly range: TimeRange;
  readonly figure: Figure | null;
}

/** The range, and the one before it. */
async function periodsOf(
  api: Api,
  monitorId: string,
  { range, figure }: PeriodQuestion,
): Promise<Result<{ readonly now: Period; readonly before: Period }>> {
  const periodOf = async (asked: TimeRange): Promise<Result<Period>> => {
    const [uptime, series, seen] = await Promise.all([
      api.history.uptime({ monitorId, ...asked }),
      api.history.series({ monitorId, ...asked }),
      figure === null ? ok(null) : api.history.figureSeries({ monitorId, ...asked, figure: figure.name }),
    ]);
    if (!uptime.ok) return uptime;
    if (!series.ok) return series;
    if (!seen.ok) return seen;
    const measured = figure === null || seen.value === null ? null : { values: seen.value.p50, unit: figure.unit };
    return ok({ uptime: uptime.value, series: series.value, figure: measured });
  };
  const [now, before] = await Promise.all([periodOf(range), periodOf(rangeBefore(range))]);
  if (!now.ok) return now;
  return before.ok ? ok({ now: now.value, before: before.value }) : before;
}

/** Of each location that the monitor names; what could not be read is left out. */
async function historiesOf(
  api: Api,
  { id, locations }: Monitor,
  range: TimeRange,
): Promise<readonly LocationHistory[]> {
  if (locations.length === 0) return [];
  const named = await api.locations.list(undefined);
  const nameOf = (locationId: string): string =>
    (named.ok ? named.value : []).find((one) => one.id === locationId)?.name ?? locationId;
  const all = await Promise.all(
    locations.map(async (locationId) => {
      const [series, spans] = await Promise.all([
        api.history.series({ monitorId: id, locationId, ...range }),
        api.history.spans({ monitorId: id, locationId, ...range }),
      ]);
      return series.ok && spans.ok
        ? [{ locationId, name: nameOf(locationId), series: series.value, spans: spans.value }]
        : [];
    }),
  );
  return all.flat();
}
