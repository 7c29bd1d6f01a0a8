/** Jobs and services of the computer that the engine runs on. */
import type { WordedOffer } from '../model/discovery.ts';
import { nothing, takes } from './call.ts';

export const discoveryCalls = {
  /**
   * Searches now; changes nothing, and nothing leaves this computer. Command lines may contain secrets, so a token for
   * scripts is not enough.
   */
  search: takes(nothing).fromWindow.answers<readonly WordedOffer[]>(),
};
