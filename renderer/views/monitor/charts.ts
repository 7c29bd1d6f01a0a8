/**
 * Which charts the history of a monitor has, each a tab, and which of them is shown. A chart is there only where it says
 * something. It is named in the view's address and remembered for other monitors of its kind. Pure.
 */
import { ownFigures, type Figure, type OwnFigure } from '../../../electron/contract/model/figure.ts';
import { isProbedKind, type Monitor } from '../../../electron/contract/monitors/registry.ts';
import { monitorDefinition } from '../../definitions.ts';

type Charted = Pick<Monitor, 'kind' | 'locations'>;

interface ChartOffer {
  readonly figures: readonly Figure[];
  /** Some of its pings tell when a run began. */
  readonly hasRuns: boolean;
}

/** So many figures still have a tab each. */
const mostTabs = 3;
/** The tab that all figures share. */
export const figuresTab = 'figures';

export const figureKey = (name: string): string => `figure:${name}`;

/** The target may name a figure of its own like one of another kind. */
export function isOwnFigure({ kind }: Pick<Charted, 'kind'>, name: string): name is OwnFigure {
  const own = monitorDefinition(kind).figures;
  return ownFigures.some((one) => one === name) && (own?.some((one) => one === name) ?? false);
}

/** The one that says most comes first. */
export function chartsOf({ kind, locations }: Charted, { figures, hasRuns }: ChartOffer): readonly string[] {
  if (!isProbedKind(kind)) return hasRuns ? ['runs', 'times'] : [];
  const { mainFigure, hasPhases } = monitorDefinition(kind);
  const main = figures.find(({ name }) => name === mainFigure);
  return [
    ...(main === undefined ? [] : [figureKey(main.name)]),
    // It has the line of this computer as well.
    ...(locations.length === 0 ? [] : ['locations']),
    'times',
    ...(hasPhases === false ? [] : ['phases']),
    ...figures.filter((figure) => figure !== main).map(({ name }) => figureKey(name)),
  ];
}

/** Figures are many, or have names that the target chose: they share a tab, and are chosen within it. */
export function sharesTab(monitor: Pick<Charted, 'kind'>, figures: readonly Figure[]): boolean {
  return figures.length > mostTabs || figures.some(({ name }) => !isOwnFigure(monitor, name));
}

export const isFigure = (chart: string): boolean => chart.startsWith(figureKey(''));

/** The first of the wanted charts that there is, else the first of all; null: there is none. */
export function chosenChart(charts: readonly string[], wanted: readonly (string | null | undefined)[]): string | null {
  return wanted.find((chart) => typeof chart === 'string' && charts.includes(chart)) ?? charts[0] ?? null;
}

const storageKey = (kind: string): string => `vigilmon.chart.${kind}`;

export function rememberedChart(storage: Pick<Storage, 'getItem'>, kind: string): string | null {
  return storage.getItem(storageKey(kind));
}

export function rememberChart(storage: Pick<Storage, 'setItem'>, kind: string, chart: string): void {
  storage.setItem(storageKey(kind), chart);
}
