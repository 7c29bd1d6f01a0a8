/** Why the desktop did not show a notification. */
import type { NotShown, NotShownFacts } from '../../../contract/not-shown.ts';
import { say, type Words } from '../wording.ts';

const reasons: Words<NotShownFacts> = {
  unsupported: 'this desktop does not support notifications from applications',
  'nothing-running': 'no program that shows notifications is running on this desktop',
  unconfirmed: 'the desktop did not confirm the notification in time',
  'not-installed': ({ program }) => `${program} is not installed`,
  failed: ({ program, text }) => {
    const by = program ?? 'the desktop';
    return text === '' ? `${by} could not show the notification` : `${by}: ${text}`;
  },
};

/** One reason for each notifier that was tried. */
export function notShown(why: readonly NotShown[]): string {
  return why.map((reason) => say(reasons, reason)).join('; ');
}
