/** All repositories over one connection. */
import type { Channel } from '../../contract/channels/registry.ts';
import type { Location } from '../../contract/locations/registry.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { annotationRepository } from './annotation-repository.ts';
import { channelRepository } from './channel-repository.ts';
import { checkDetails } from './check-details.ts';
import { checkFailures } from './check-failures.ts';
import { checkRepository } from './check-repository.ts';
import { checkRuns } from './check-runs.ts';
import { figureNames } from './figure-names.ts';
import { incidentRepository } from './incident-repository.ts';
import { locationRepository } from './location-repository.ts';
import { maintenanceRepository } from './maintenance-repository.ts';
import { monitorRepository } from './monitor-repository.ts';
import { muteRepository } from './mute-repository.ts';
import { outboxRepository } from './outbox-repository.ts';
import { pingRepository } from './ping-repository.ts';
import { rollupRepository } from './rollup-repository.ts';
import { ruleRepository } from './rule-repository.ts';
import { settingsRepository } from './settings-repository.ts';
import { spanRepository } from './span-repository.ts';
import type { Connection } from './sqlite.ts';
import type { Store } from './store.ts';
import { upkeep } from './upkeep.ts';

type Repositories = Omit<Store, 'transaction' | 'erasing' | 'reading' | 'bytes' | 'backup' | 'close'>;

/** How definitions are stored depends on their kind. */
export interface StoredForms {
  readonly monitors: StoredForm<Monitor>;
  readonly channels: StoredForm<Channel>;
  readonly locations: StoredForm<Location>;
}

export function repositoriesOf(connection: Connection, forms: StoredForms): Repositories {
  const runs = checkRuns(connection);
  const failures = checkFailures(connection);
  const details = checkDetails(connection);
  const figures = figureNames(connection);
  const rollups = rollupRepository(connection);
  const spans = spanRepository(connection);
  const locations = locationRepository(connection, forms.locations);
  const incidents = incidentRepository(connection);
  const outbox = outboxRepository(connection);
  const settings = settingsRepository(connection);
  const annotations = annotationRepository(connection);
  return {
    monitors: monitorRepository(connection, outbox, forms.monitors),
    checks: checkRepository(connection, { runs, failures, details, figures, rollups }),
    spans,
    incidents,
    pings: pingRepository(connection),
    channels: channelRepository(connection, outbox, forms.channels),
    locations,
    rules: ruleRepository(connection),
    mutes: muteRepository(connection),
    maintenance: maintenanceRepository(connection),
    outbox,
    settings,
    annotations,
    maintain: upkeep(connection, {
      ...{ runs, failures, details, figures, rollups, spans },
      ...{ locations, incidents, outbox, settings, annotations },
    }),
  };
}
