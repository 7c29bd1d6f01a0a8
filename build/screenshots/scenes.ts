/** What each picture shows, and how a user gets there: found by role and word, as in the tests. */
import type { VigilmonWindow } from '../../test/e2e/pages/vigilmon-window.ts';
import { kinds } from './scenes/kinds.ts';
import { layers } from './scenes/layers.ts';
import { locations } from './scenes/locations.ts';
import { troubles } from './scenes/troubles.ts';
import { views } from './scenes/views.ts';

export interface Scene {
  readonly name: string;
  /** Without anything set up yet. */
  readonly isEmpty?: boolean;
  /**
   * The same parts as another scene with other data or scrolled: worth a look, but not a separate accessibility test.
   */
  readonly isVariant?: boolean;
  /** Must not change anything: the next picture uses the same data. */
  readonly open: (window: VigilmonWindow) => Promise<void>;
  /** What would close or move when the window gets its size: done after that. */
  readonly whenSized?: (window: VigilmonWindow) => Promise<void>;
  /** Takes back what leaving the page would carry out. */
  readonly leave?: (window: VigilmonWindow) => Promise<void>;
}

export const scenes: readonly Scene[] = [...views, ...kinds, ...layers, ...locations, ...troubles];
