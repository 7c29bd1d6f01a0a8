/** The digest: settings say when it is sent. */
import { z } from 'zod';
import type { DigestPreview } from '../model/alert.ts';
import { id, nothing, takes } from './call.ts';

export const digestCalls = {
  /** About the time since the last one was due; of the last week if none is scheduled. */
  preview: takes(nothing).answers<DigestPreview>(),
  /** Sends one now. */
  send: takes(z.strictObject({ channels: z.array(id) })).answers<null>(),
};
