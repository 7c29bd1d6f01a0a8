/** The digest; its schedule is part of the settings. */
import { z } from 'zod';
import type { DigestPreview } from '../model/alert.ts';
import { id, nothing, takes } from './call.ts';

export const digestCalls = {
  /** Covers the time since the last one was due; the last week if none is scheduled. */
  preview: takes(nothing).answers<DigestPreview>(),
  /** Sends one now. */
  send: takes(z.strictObject({ channels: z.array(id) })).answers<null>(),
};
