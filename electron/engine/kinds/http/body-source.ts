/** Where the body of a response comes from, whichever protocol carries it. */
import type { Readable } from 'node:stream';
import type { Cancel } from '../../ports.ts';

export interface BodySink {
  readonly data: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly error: (error: Error) => void;
}

export interface BodySource {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Begins to pass on what has arrived and what arrives, to one sink. @returns ends that; the body is then lost. */
  readonly flow: (sink: BodySink) => Cancel;
}

export function streamSource(stream: Readable): BodySource {
  return {
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    flow({ data, end, error }) {
      stream.on('error', error).on('end', end).on('data', data);
      return () => void stream.off('data', data);
    },
  };
}
