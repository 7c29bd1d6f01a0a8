/** English. */
import { failedAssertion, notes, subject } from './en/assertions.ts';
import { cli } from './en/cli.ts';
import { answers } from './en/delivery.ts';
import { desktop } from './en/desktop.ts';
import { evidenceFile } from './en/evidence-file.ts';
import { incidentFile } from './en/incident-file.ts';
import { exportedFile } from './en/exported-file.ts';
import { failures } from './en/failures.ts';
import { errorFrame, errors } from './en/errors.ts';
import { handover } from './en/handover.ts';
import { metrics } from './en/metrics.ts';
import { locationWarnings } from './en/location-warnings.ts';
import { notices } from './en/notices.ts';
import { pings } from './en/pings.ts';
import { notifications } from './en/notifications.ts';
import { problems } from './en/problems.ts';
import { reasons } from './en/reasons.ts';
import { schedules } from './en/schedules.ts';
import { systemNotices } from './en/system-notices.ts';
import { tray } from './en/tray.ts';
import type { Wording } from './wording.ts';

export const en: Wording = {
  language: 'en',
  usualLocale: 'en-GB',
  failures,
  failedAssertion,
  subject,
  notes,
  reasons,
  answers,
  problems,
  errors,
  locationWarnings,
  errorFrame,
  notifications,
  notices,
  systemNotices,
  pings,
  schedules,
  tray,
  desktop,
  cli,
  exportedFile,
  evidenceFile,
  incidentFile,
  metrics,
  handover,
};
