/**
 * Figures: what a kind measures besides the response time. Each check has its values by name; unit and limits are those
 * of the newest check.
 */
import type { SeriesResolution } from './history.ts';

/** The figures that kinds name themselves; those of commands have the labels of their performance data. */
export const ownFigures = ['packetLoss', 'jitter', 'days', 'restarts', 'series', 'value'] as const;
export type OwnFigure = (typeof ownFigures)[number];

export type Figures = Readonly<Record<string, number>>;

export interface FigureScale {
  /** `%`, `ms`, `B`; empty: a plain number. */
  readonly unit: string;
  /** From where on a check is degraded, and where it fails: at most a lower and an upper limit. */
  readonly warning: readonly number[];
  readonly critical: readonly number[];
}

/** What a check found of the main figure of its kind. */
export interface MainFigure extends Pick<FigureScale, 'unit'> {
  readonly name: OwnFigure;
  readonly value: number;
}

export interface Figure extends FigureScale {
  readonly name: string;
}

/** One figure, of checks with any verdict, as columns of equal length, oldest first. */
export interface FigureSeries {
  readonly resolution: SeriesResolution;
  readonly at: readonly number[];
  /** Raw: the value. Rolled up: the median. Null: a check without it. */
  readonly p50: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}
