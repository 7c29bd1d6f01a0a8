/** All migration steps, in order. */
import { firstSchema } from './migrations/0001-first-schema.ts';
import { mutesSchema } from './migrations/0002-mutes.ts';
import { phaseRollups } from './migrations/0003-phase-rollups.ts';
import { remindersAndQuietHours } from './migrations/0004-reminders-and-quiet-hours.ts';
import { streamsSchema } from './migrations/0005-streams.ts';
import { failureCodes } from './migrations/0006-failure-codes.ts';
import { deliveryAnswers } from './migrations/0007-delivery-answers.ts';
import { sealedTexts } from './migrations/0008-sealed-texts.ts';
import { channelTroubles } from './migrations/0009-channel-troubles.ts';
import { openRuns } from './migrations/0010-open-runs.ts';
import { messageGroups } from './migrations/0011-message-groups.ts';
import { locationsSchema } from './migrations/0012-locations.ts';
import { locationNotes } from './migrations/0013-location-notes.ts';
import { incidentCauses } from './migrations/0014-incident-causes.ts';
import { receipts } from './migrations/0015-receipts.ts';
import { maintenanceWindows } from './migrations/0016-maintenance.ts';
import { flapping } from './migrations/0017-flapping.ts';
import { figures } from './migrations/0018-figures.ts';
import { incidentsByTime } from './migrations/0019-incidents-by-time.ts';
import { annotationsSchema } from './migrations/0020-annotations.ts';
import { certificateEnds } from './migrations/0021-certificate-ends.ts';
import { pausedTogether } from './migrations/0022-paused-together.ts';
import type { Migration } from './migrations/migration.ts';

export const migrations: readonly Migration[] = [
  firstSchema,
  mutesSchema,
  phaseRollups,
  remindersAndQuietHours,
  streamsSchema,
  failureCodes,
  deliveryAnswers,
  sealedTexts,
  channelTroubles,
  openRuns,
  messageGroups,
  locationsSchema,
  locationNotes,
  incidentCauses,
  receipts,
  maintenanceWindows,
  flapping,
  figures,
  incidentsByTime,
  annotationsSchema,
  certificateEnds,
  pausedTogether,
];
