/** What is shown on each picture, and how a person gets there: found by role and word, as in the tests. */
import type { VigilmonWindow } from '../../test/e2e/pages/vigilmon-window.ts';
import { layers } from './scenes/layers.ts';
import { troubles } from './scenes/troubles.ts';
import { views } from './scenes/views.ts';

export interface Scene {
  readonly name: string;
  /** On a program that nobody has set up yet. */
  readonly isEmpty?: boolean;
  /** Made of the same parts as another, with other data or scrolled: worth a look, but not another test of the parts. */
  readonly isVariant?: boolean;
  /** Changes nothing: the next picture is of the same data. */
  readonly open: (window: VigilmonWindow) => Promise<void>;
}

export const scenes: readonly Scene[] = [...views, ...layers, ...troubles];
