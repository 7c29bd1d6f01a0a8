/** The colour beside a message. */
import type { Tone } from '../message-words.ts';

export const toneColours: Readonly<Record<Tone, `#${string}`>> = {
  bad: '#d92d20',
  warning: '#f79009',
  good: '#12b76a',
  neutral: '#2e90fa',
};
