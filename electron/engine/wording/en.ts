/** English. */
import { notes, responseReasonsIn, subject } from './en/assertions.ts';
import { cli } from './en/cli.ts';
import { answersIn } from './en/delivery.ts';
import { desktop } from './en/desktop.ts';
import { evidenceFile } from './en/evidence-file.ts';
import { incidentFile } from './en/incident-file.ts';
import { exportedFile } from './en/exported-file.ts';
import { failuresIn } from './en/failures.ts';
import { errorFrame, errorsIn } from './en/errors.ts';
import { handover } from './en/handover.ts';
import { metrics } from './en/metrics.ts';
import { locationWarnings } from './en/location-warnings.ts';
import { notices } from './en/notices.ts';
import { pings } from './en/pings.ts';
import { notifications } from './en/notifications.ts';
import { problems } from './en/problems.ts';
import { quantitiesIn } from './en/quantities.ts';
import { reasonsIn } from './en/reasons.ts';
import { schedules } from './en/schedules.ts';
import { systemNoticesIn } from './en/system-notices.ts';
import { tray } from './en/tray.ts';
import { formatFor, type Format } from './format.ts';
import { say, type Language, type Wording } from './wording.ts';

const language = 'en';

function words(format: Format): Wording {
  const quantities = quantitiesIn(format);
  const failures = failuresIn(quantities);
  const errors = errorsIn(failures);
  const responseReasons = responseReasonsIn(quantities);
  return {
    language,
    locale: format.locale,
    failures,
    failedAssertion: (facts) => say(responseReasons, { code: 'assertion-failed', facts }),
    subject,
    notes,
    reasons: reasonsIn(quantities, failures),
    answers: answersIn(quantities),
    problems,
    errors,
    locationWarnings: locationWarnings(quantities),
    errorFrame,
    notifications: notifications(quantities),
    notices: notices(quantities),
    systemNotices: systemNoticesIn(quantities, errors),
    pings,
    schedules: schedules(quantities),
    tray,
    desktop,
    cli: cli(quantities),
    exportedFile,
    evidenceFile: evidenceFile(quantities),
    incidentFile,
    metrics,
    handover: handover(quantities),
  };
}

export const english: Language = { language, usualLocale: 'en-GB', words };

/** With the numbers and dates that are usual in it. */
export const en: Wording = words(formatFor(english.usualLocale, english));
