/** Records what locations report, each in a stream of its own. */
import type { Recorder } from '../incidents/recorder.ts';
import type { Logger } from '../ports.ts';
import type { OpenedStore } from '../store/database.ts';
import { StoreError } from '../store/store-error.ts';
import type { ElsewhereOptions } from './elsewhere.ts';
import type { Emit } from './events.ts';

export interface ElsewhereRecordOptions {
  readonly store: Pick<OpenedStore, 'locations'>;
  readonly recorder: Pick<Recorder, 'recordElsewhere'>;
  readonly logger: Logger;
  readonly emit: Emit;
}

export function openElsewhereRecord({
  store,
  recorder,
  logger,
  emit,
}: ElsewhereRecordOptions): ElsewhereOptions['onReport'] {
  function streamOf(monitorKey: number, locationId: string): number {
    const known = store.locations.streams(monitorKey).find((stream) => stream.locationId === locationId);
    return known?.stream ?? store.locations.openStream(monitorKey, locationId);
  }

  return ({ key }, locationId, { check }) => {
    try {
      recorder.recordElsewhere(streamOf(key, locationId), check);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      logger.warn('what a location reported could not be recorded', { location: locationId, error });
    }
    emit({ type: 'locations' });
  };
}
