/** What the history of a monitor shows over a range, from several calls. */
import type { Api } from '../../../electron/contract/calls.ts';
import type { Figure } from '../../../electron/contract/model/figure.ts';
import type { Series } from '../../../electron/contract/model/history.ts';
import { definitionOf, isProbed, type Monitor } from '../../../electron/contract/monitors/registry.ts';
import { ok, type Result } from '../../../electron/contract/result.ts';
import { comparedValues, moved, rangeBefore, type ComparedValue } from '../../state/comparison.ts';
import { happeningsOf, type Happening } from '../../state/happenings.ts';
import type { LocationHistory } from '../../state/location-history.ts';
import type { TimeRange } from '../../state/range.ts';
import { stretchesOf, type Stretch } from '../../state/spans.ts';
import { chartDataOf, figureDataOf, type ChartData } from './chart-data.ts';

export interface HistoryQuestion {
  readonly range: TimeRange;
  readonly now: number;
  /** `times`, `phases`, or the key of a figure; null: what says most. */
  readonly chart: string | null;
  /** With the range of the same length before. */
  readonly compares: boolean;
}

export interface HistoryData {
  readonly range: TimeRange;
  readonly stretches: readonly Stretch[];
  /** Null: the kind has no chart. */
  readonly data: ChartData | null;
  readonly histories: readonly LocationHistory[];
  readonly figures: readonly Figure[];
  readonly happenings: readonly Happening[];
  /** Null: it was not asked for. */
  readonly compared: readonly ComparedValue[] | null;
}

export const figureKey = (name: string): string => `figure ${name}`;

export async function loadHistory(api: Api, monitor: Monitor, question: HistoryQuestion): Promise<Result<HistoryData>> {
  const { range, now, chart, compares } = question;
  const { id } = monitor;
  const definition = definitionOf(monitor.kind);
  const figures = definition.figures === undefined ? ok([]) : await api.history.figures({ monitorId: id });
  if (!figures.ok) return figures;
  const [spans, annotations, histories] = await Promise.all([
    api.history.spans({ monitorId: id, ...range }),
    api.history.annotations({ monitorId: id, ...range }),
    historiesOf(api, monitor, range),
  ]);
  if (!spans.ok) return spans;
  if (!annotations.ok) return annotations;
  const before = compares ? await periodsOf(api, monitor, range) : ok(null);
  if (!before.ok) return before;
  const stretches = stretchesOf(spans.value, range, now);
  const main = figures.value.find(({ name }) => name === definition.mainFigure) ?? null;
  const figure = chart === null ? main : (figures.value.find(({ name }) => figureKey(name) === chart) ?? null);
  const data = !isProbed(monitor)
    ? ok(null)
    : figure === null
      ? await timesOf(api, id, {
          ...{ range, mode: chart === 'phases' ? chart : 'times' },
          ...{ stretches, histories, before: before.value?.shown ?? null },
        })
      : await figureOf(api, id, { range, figure, stretches });
  if (!data.ok) return data;
  return ok({
    ...{ range, stretches, histories, data: data.value, figures: figures.value },
    happenings: happeningsOf(annotations.value, stretches, range),
    compared: before.value?.values ?? null,
  });
}

interface Periods {
  readonly values: readonly ComparedValue[];
  /** The series before, moved into the range. */
  readonly shown: Series | null;
}

async function periodsOf(api: Api, monitor: Monitor, range: TimeRange): Promise<Result<Periods>> {
  const periods = await Promise.all(
    [range, rangeBefore(range)].map(async (asked) => {
      const monitorId = monitor.id;
      const [uptime, series] = await Promise.all([
        api.history.uptime({ monitorId, ...asked }),
        isProbed(monitor) ? api.history.series({ monitorId, ...asked }) : ok(null),
      ]);
      if (!uptime.ok) return uptime;
      return series.ok ? ok({ uptime: uptime.value, series: series.value }) : series;
    }),
  );
  const [now, before] = periods;
  if (now?.ok !== true) return now ?? ok({ values: [], shown: null });
  if (before?.ok !== true) return before ?? ok({ values: [], shown: null });
  const { series } = before.value;
  return ok({
    values: comparedValues(now.value, before.value),
    shown: series === null ? null : moved(series, range.to - range.from),
  });
}

interface TimesQuestion extends NonNullable<Parameters<typeof chartDataOf>[2]> {
  readonly range: TimeRange;
  readonly mode: 'times' | 'phases';
}

async function timesOf(api: Api, id: string, { range, mode, ...beside }: TimesQuestion): Promise<Result<ChartData>> {
  const series = await api.history.series({ monitorId: id, ...range, phases: mode === 'phases' });
  return series.ok ? ok(chartDataOf(series.value, mode, beside)) : series;
}

interface FigureQuestion {
  readonly range: TimeRange;
  readonly figure: Figure;
  readonly stretches: readonly Stretch[];
}

async function figureOf(
  api: Api,
  id: string,
  { range, figure, stretches }: FigureQuestion,
): Promise<Result<ChartData>> {
  const series = await api.history.figureSeries({ monitorId: id, ...range, figure: figure.name });
  return series.ok ? ok(figureDataOf(figure, series.value, stretches)) : series;
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
